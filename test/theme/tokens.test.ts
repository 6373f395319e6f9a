import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TOKENS } from 'planshift/theme';
import { MIXED } from '../../src/theme/look.js';
import { readReference } from '../../.storybook/reference.js';

const SRC = path.resolve(import.meta.dirname, '../../src');
const css = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map((file) => readFileSync(path.join(SRC, file), 'utf8').replace(/\/\*.*?\*\//gs, ''))
  .join('\n');

/** Without what stands in tokens and in the designs for a reader's own wishes, which are measured where they are tested. */
const drawn = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css') && !/(modes|reset|sealed)\.css$/.test(file))
  .map((file) => readFileSync(path.join(SRC, file), 'utf8').replace(/\/\*.*?\*\//gs, ''))
  .join('\n')
  .replace(/var\(--ps-(?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)/g, 'token');

/** Every `var(--ps-…, default)` of the style sheets. */
function written(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { 0: start, index } of css.matchAll(/var\(--ps-/g)) {
    let [depth, at] = [1, index + start.length];
    while (depth > 0) {
      if (css[at] === '(') depth += 1;
      if (css[at] === ')') depth -= 1;
      at += 1;
    }
    const inside = css.slice(index + 4, at - 1);
    const comma = inside.indexOf(',');
    const [name, initial] = comma < 0 ? [inside, ''] : [inside.slice(0, comma), inside.slice(comma + 1)];
    found.set(name.trim(), (found.get(name.trim()) ?? new Set()).add(initial.replace(/\s+/g, ' ').trim()));
  }
  return found;
}

describe('the tokens', () => {
  const used = written();

  it('are those of the style sheets, and no other', () => {
    expect(TOKENS.map(({ property }) => property).toSorted()).toEqual([...used.keys()].toSorted());
  });

  it.each(TOKENS)('$property has the default that the style sheet has', ({ property, default: initial }) => {
    // Text that nobody coloured is the page's own, where the kit stands on the page.
    const defaults = [...(used.get(property) ?? [])].filter((value) => value !== 'inherit' || initial === 'inherit');
    expect(defaults).toEqual([initial]);
  });

  it('are what the pages tell, each with its meaning', () => {
    expect(readReference().tokens.map(({ name }) => name)).toEqual(TOKENS.map(({ property }) => property).toSorted());
    for (const { meaning } of TOKENS) expect(meaning).toMatch(/^[A-Z].{10,}\.$/);
  });

  it('hold every colour that is drawn, but for what the lint of themes knows to be mixed, and two shades that carry no meaning', () => {
    const colors =
      drawn.match(/#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch|color-mix|light-dark)\((?:[^()]|\([^()]*\))*\)/g) ?? [];
    expect(new Set(colors.map((color) => color.replace(/\s+/g, ' ')))).toEqual(
      new Set([
        ...Object.values(MIXED),
        // The edge of a notice that has a fill and a mark, and the shade at the end of what scrolls.
        'color-mix(in srgb, var(--_tone) 45%, transparent)',
        'color-mix(in srgb, currentColor 9%, transparent)',
      ]),
    );
  });

  it('are named as their properties are', () => {
    for (const { name, property } of TOKENS)
      expect(property).toBe(`--ps-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  });
});
