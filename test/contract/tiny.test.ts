import { afterAll, describe, expect, it } from 'vitest';
import { adapterContract, adapterPromises } from 'planshift/testing';
import { tinyHarness } from './tinyHarness.js';

const report = adapterContract(tinyHarness(), { describe, it });

afterAll(() => {
  console.info(report.text());
});

describe('the report of the contract', () => {
  it('asks every promise of a system that can do everything, but the one of those that cannot undo', () => {
    expect(report.left).toEqual([
      {
        promise: 'refuses to take back a scheduled downgrade, and keeps it',
        why: 'undoScheduledChange is claimed',
      },
    ]);
  });

  it('names what was kept and what was proved', () => {
    expect(report.keptPromises()).toHaveLength(adapterPromises.length - 1);
    expect(report.unproved()).toEqual([]);
  });
});
