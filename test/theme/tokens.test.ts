import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TOKENS } from 'planshift/theme';
import { readReference } from '../../.storybook/reference.js';

const SRC = path.resolve(import.meta.dirname, '../../src');
const css = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map((file) => readFileSync(path.join(SRC, file), 'utf8').replace(/\/\*.*?\*\//gs, ''))
  .join('\n');

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

  it('are named as their properties are', () => {
    for (const { name, property } of TOKENS)
      expect(property).toBe(`--ps-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  });
});
