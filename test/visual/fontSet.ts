import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';

/** What pictures of text depend on beside the page: the font files that it is drawn with, and who draws. */
export interface FontSet {
  /** For people: the families, and the beginning of a hash over everything below. */
  readonly name: string;
  /** Major version. */
  readonly chromium: string;
  /** SHA-256 of each file by its name. */
  readonly files: Readonly<Record<string, string>>;
}

/** The fonts that Chromium really took for what is on the page, as files of this machine; null where nobody can say. */
export async function fontSetOf(page: Page): Promise<FontSet | null> {
  const used = await usedFonts(page);
  const found = new Map<string, string>();
  for (const postScriptName of used) {
    const file = fileOf(postScriptName);
    if (file === null) return null;
    found.set(path.basename(file), createHash('sha256').update(readFileSync(file)).digest('hex'));
  }
  if (found.size === 0) return null;
  const chromium = page.context().browser()?.version().split('.')[0] ?? '';
  const files = Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const hash = createHash('sha256')
    .update(JSON.stringify([chromium, files]))
    .digest('hex');
  const families = new Set([...found.keys()].map((file) => file.split('-')[0]));
  return { name: `${[...families].join('+')}/chromium-${chromium}/${hash.slice(0, 12)}`, chromium, files };
}

async function usedFonts(page: Page): Promise<ReadonlySet<string>> {
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument', { depth: 0 });
  const { nodeIds } = await session.send('DOM.querySelectorAll', {
    nodeId: root.nodeId,
    selector: '[data-atlas] :not(svg, svg *)',
  });
  const names = new Set<string>();
  for (const nodeId of nodeIds) {
    const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
    for (const font of fonts) names.add(font.postScriptName);
  }
  await session.detach();
  return names;
}

function fileOf(postScriptName: string): string | null {
  try {
    const found = execFileSync('fc-list', [`:postscriptname=${postScriptName}`, 'file'], { encoding: 'utf8' });
    return found.split('\n')[0]?.replace(/:\s*$/, '') || null;
  } catch {
    return null;
  }
}
