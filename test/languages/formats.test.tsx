import { commands } from 'vitest/browser';
import { describe, expect, inject, it } from 'vitest';
import { moneyCases, wronglyWritten, type CurrencyCases } from './currencyCases.js';
import { shown, TAGS } from './shown.js';

// The repository's own file, or one of the same shape.
const cases = inject('currencies') as CurrencyCases;
const codes = cases.currencies.map(({ code }) => code);

it('this browser writes every amount of currencies.json as the file says', () => {
  const money = moneyCases(cases);
  expect(wronglyWritten(money)).toEqual([]);
  console.log(`amounts: ${money.length} ran, 0 skipped`);
  expect(money.length).toBeGreaterThan(1000);
});

describe('this browser writes what Node writes', () => {
  it.each(TAGS)('in %s', async (tag) => {
    const here = shown(tag, codes);
    const inNode = await commands.shownInNode(tag, codes);
    const differing = Object.keys(inNode).filter((name) => here[name] !== inNode[name]);
    expect(differing.map((name) => `${name}: ${here[name]} here, ${inNode[name]} in Node`)).toEqual([]);
    expect(Object.keys(here)).toEqual(Object.keys(inNode));
    expect(codes.length).toBeGreaterThan(170);
  });
});
