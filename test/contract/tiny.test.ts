import { afterAll, describe, expect, it } from 'vitest';
import { adapterContract, adapterPromises } from 'planshift/testing';
import { tinyHarness } from './tinyHarness.js';

const CLAIMS = 'claims in its catalog what it is said to claim';
const report = adapterContract(tinyHarness(), { describe, it });

afterAll(() => {
  console.info(report.text());
});

describe('the report of the contract', () => {
  it('asks no promise twice, and says why of each that it does not ask', () => {
    const asked = [...report.keptPromises(), ...report.left.map(({ promise }) => promise)];
    expect(asked.toSorted()).toEqual([...adapterPromises.map(({ title }) => title), CLAIMS].toSorted());
    for (const { why } of report.left) expect(why).toMatch(/^.{4,}$/);
  });

  it('names what was kept and what was proved', () => {
    expect(report.brokenPromises()).toEqual([]);
    expect(report.unproved()).toEqual([]);
  });
});
