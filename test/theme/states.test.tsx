import { beforeAll, describe, expect, it } from 'vitest';
import { PARTS, STATES, type Part } from 'planshift/theme';
import { onEveryScreen } from './everyScreen.js';

/** Every attribute that was drawn, as `attribute @ part = value`, and every class. */
const drawn = new Set<string>();
const worn = new Set<string>();

const known = new Set<string>(PARTS);
const partOf = (node: Element | null): string | undefined =>
  node
    ? ([...node.classList].map((one) => one.replace(/^ps-/, '')).find((one) => known.has(one)) ??
      partOf(node.parentElement))
    : undefined;

beforeAll(() => {
  onEveryScreen((page) => {
    for (const node of page.querySelectorAll('*')) {
      for (const name of node.classList) worn.add(name);
      for (const { name, value } of node.attributes)
        if (name.startsWith('data-')) drawn.add(`${name} @ ${partOf(node)} = ${value}`);
    }
  });
}, 120_000);

const declared = new Set(
  STATES.flatMap(({ attribute, on, values }) =>
    on.flatMap((part) => (values === 'number' ? [] : values.map((value) => `${attribute} @ ${part} = ${value}`))),
  ),
);
const counting = STATES.filter(({ values }) => values === 'number');

describe('the contract of styling, over everything that is drawn', () => {
  it('has no state that is not declared', () => {
    const strange = [...drawn].filter((one) => {
      if (declared.has(one)) return false;
      return !counting.some(({ attribute, on }) =>
        on.some((part) => new RegExp(`^${attribute} @ ${part} = \\d+$`).test(one)),
      );
    });
    expect(strange).toEqual([]);
  });

  it('declares no state that is never drawn', () => {
    expect([...declared].filter((one) => !drawn.has(one))).toEqual([]);
    for (const { attribute, on } of counting)
      for (const part of on) expect([...drawn].some((one) => one.startsWith(`${attribute} @ ${part} = `))).toBe(true);
  });

  it('has no class that is not declared, and declares none that is never worn', () => {
    // `ps-part` is what all of them have.
    expect([...worn].filter((name) => name !== 'ps-part' && !known.has(name.replace(/^ps-/, '')))).toEqual([]);
    expect(PARTS.filter((name: Part) => !worn.has(`ps-${name}`))).toEqual([]);
  });

  it('says of every state what it means', () => {
    for (const { meaning } of STATES) expect(meaning).toMatch(/^[A-Z].{10,}\.$/);
  });
});
