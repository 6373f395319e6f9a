import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = path.resolve(import.meta.dirname, '../src');

/** Who may lean on whom. A room is a folder under src, or a part of one where the parts differ. The longest name wins. */
const ROOMS: Readonly<Record<string, { readonly rooms: readonly string[]; readonly packages: readonly RegExp[] }>> = {
  core: { rooms: [], packages: [] },
  client: { rooms: ['core'], packages: [] },
  browser: { rooms: ['core'], packages: [] },
  locale: { rooms: ['core'], packages: [] },
  server: { rooms: ['core'], packages: [] },
  'server/node.ts': { rooms: ['core', 'server'], packages: [/^node:/] },
  'server/ledger': { rooms: ['core', 'server'], packages: [] },
  'server/providers/commet': { rooms: ['core', 'server'], packages: [/^type:@commet\/node$/] },
  sandbox: { rooms: ['core'], packages: [] },
  'sandbox/node': { rooms: ['core', 'sandbox'], packages: [/^node:/, /^libsql$/] },
  testing: { rooms: ['core', 'sandbox'], packages: [] },
  cli: { rooms: ['core', 'client', 'sandbox', 'sandbox/node', 'theme', 'testing'], packages: [/^node:/] },
  theme: { rooms: [], packages: [] },
  react: { rooms: ['core', 'browser', 'locale'], packages: [/^react$/] },
  components: { rooms: ['core', 'react', 'locale', 'theme'], packages: [/^react$/, /^@radix-ui\/react-dialog$/] },
};
/** The front door may open every room and brings nothing of its own. */
const DOORS = 'exports';

interface Import {
  readonly file: string;
  readonly line: number;
  readonly target: string;
  readonly isType: boolean;
}

/** Statements that import or re-export, dynamic ones included; each with its line. */
function importsOf(file: string, text: string): readonly Import[] {
  const found: Import[] = [];
  const pattern =
    /(?:^|[;\n])\s*(?:import|export)\s+(type\s)?(?:[^'";()]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|@import\s+(?:url\()?["']([^"']+)/g;
  for (const match of text.matchAll(pattern)) {
    const target = match[2] ?? match[3] ?? match[4] ?? '';
    const line = text.slice(0, match.index + match[0].length).split('\n').length;
    found.push({ file, line, target, isType: match[1] !== undefined });
  }
  return found;
}

function roomOf(file: string): string {
  if (file.startsWith(`${DOORS}/`)) return DOORS;
  const names = Object.keys(ROOMS).filter((room) => file === room || file.startsWith(`${room}/`));
  return names.sort((a, b) => b.length - a.length)[0] ?? 'nowhere';
}

function violation({ file, line, target, isType }: Import): string | null {
  const from = roomOf(file);
  const rule = ROOMS[from];
  if (from === DOORS) return null;
  if (!rule) return `${file}:${line} stands in no room of the table`;
  if (!target.startsWith('.')) {
    const name = isType ? `type:${target}` : target;
    const isAllowed = rule.packages.some((allowed) => allowed.test(name) || allowed.test(target));
    return isAllowed ? null : `${file}:${line} (${from}) imports the package ${target}`;
  }
  const to = roomOf(path.posix.join(path.posix.dirname(file), target).replace(/\.js$/, '.ts'));
  return to === from || rule.rooms.includes(to) ? null : `${file}:${line} (${from}) imports ${to}: ${target}`;
}

function check(files: ReadonlyMap<string, string>): readonly string[] {
  return [...files].flatMap(([file, text]) =>
    importsOf(file, text)
      .map(violation)
      .filter((fault) => fault !== null),
  );
}

/** Arithmetic with an amount. What customers pay is the provider's figure, never ours. */
function reckons(text: string): boolean {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  return /\.amount\s*([-+*%]|\/(?!\/))=?\s*[\w(]|[\w)]\s*[-+*/%]=?\s*[\w.?]*\.amount\b/.test(code);
}

const files = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /\.(tsx?|css)$/.test(file))
    .map((file) => [file, readFileSync(path.join(SRC, file), 'utf8')]),
);

describe('the house', () => {
  it('leans only where the table allows', () => {
    expect(check(files)).toEqual([]);
  });

  it('read every file that the tree holds', () => {
    const count = (folder: string): number =>
      readdirSync(folder, { withFileTypes: true }).reduce(
        (sum, entry) =>
          sum + (entry.isDirectory() ? count(path.join(folder, entry.name)) : /\.(tsx?|css)$/.test(entry.name) ? 1 : 0),
        0,
      );
    expect(files.size).toBe(count(SRC));
    expect(files.size).toBeGreaterThan(60);
  });

  it.each([
    ['core/plan.ts', `import { x } from '../react/useChangePlan.js';`],
    ['core/plan.ts', `import { readFileSync } from 'node:fs';`],
    ['components/PlanPicker/PlanPicker.tsx', `import type { Handler } from '../../server/createChangePlanHandler.js';`],
    ['server/body.ts', `import { createSandbox } from '../sandbox/createSandbox.js';`],
    ['react/useChangePlan.ts', `import { PlanPicker } from '../components/PlanPicker/PlanPicker.js';`],
    ['components/ChangePlan/ChangePlan.tsx', `import { createHttpAdapter } from '../../client/createHttpAdapter.js';`],
    ['server/providers/commet/commet.ts', `import { Commet } from '@commet/node';`],
    ['browser/x.ts', `const x = await import('../server/node.js');`],
    ['client/x.ts', `export { y } from '../sandbox/faults.js';`],
    ['elsewhere/x.ts', `import { y } from '../core/money.js';`],
  ])('sees a planted import in %s: %s', (file, text) => {
    expect(check(new Map([[file, `// a comment\n${text}\n`]]))).toHaveLength(1);
  });

  it('keeps core free of clock, chance, network and page', () => {
    const reach =
      /\b(fetch\(|Date\.now|new Date\(\)|Math\.random|window\.|document\.|process\.|crypto\.|navigator\.|localStorage|Intl\.)/;
    const found = [...files].filter(
      ([file, text]) => file.startsWith('core/') && reach.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')),
    );
    expect(found.map(([file]) => file)).toEqual([]);
  });

  it('works out no amount where amounts are shown or carried', () => {
    const rooms = /^(client|browser|react|components|locale|server|core\/(flow|wire))\//;
    const found = [...files].filter(([file, text]) => rooms.test(file) && reckons(text));
    expect(found.map(([file]) => file)).toEqual([]);
  });

  it.each([
    'price.amount.amount * 12',
    'total.amount - credit.amount',
    'sum += line.amount.amount',
    '100 * dueNow.amount',
  ])('sees planted arithmetic: %s', (text) => expect(reckons(text)).toBe(true));

  it('has no barrels inside a room', () => {
    const barrels = [...files.keys()].filter(
      (file) => /(^|\/)index\.tsx?$/.test(file) && !file.startsWith(`${DOORS}/`),
    );
    expect(barrels).toEqual([]);
  });

  it('opens its doors without code of its own', () => {
    const own = /^\s*(const|let|function|class|interface)\s/m;
    const doors = [...files].filter(([file, text]) => file.startsWith(`${DOORS}/`) && own.test(text));
    expect(doors.map(([file]) => file)).toEqual([]);
  });
});
