import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { allChecks } from './allChecks.js';
import { contract, type Checks } from './contract.js';
import { dialogChecks } from './dialogChecks.js';
import { judged } from './judged.js';
import { intervalChecks, pickerChecks } from './pickerChecks.js';
import { previewChecks } from './previewChecks.js';
import { tidy } from './stage.js';
import { transcriptChecks } from './transcriptChecks.js';

const checks: Checks = {
  ...pickerChecks,
  ...intervalChecks,
  ...previewChecks,
  ...dialogChecks,
  ...allChecks,
  ...transcriptChecks,
};

let ran = 0;

describe('the accessibility contract', () => {
  afterEach(tidy);

  it.each(
    contract.assertions
      .filter(({ id }) => !(id in judged))
      .map(({ id, component, assertion }) => [`${id} ${component}: ${assertion}`, id] as const),
  )('%s', { timeout: 150_000 }, async (_, id) => {
    const check = checks[id];
    if (!check) throw new Error(`${id} has no check, and nobody says how it was judged.`);
    await check();
    ran += 1;
  });

  it.each(Object.entries(judged).map(([id, { how, why }]) => [`${id} is judged ${how}: ${why}`, id] as const))(
    '%s',
    (_, id) => {
      expect(checks[id], 'judged by a program and otherwise').toBeUndefined();
    },
  );
});

afterAll(() => {
  const otherwise = contract.assertions.filter(({ id }) => id in judged).length;
  console.log(
    `a11y assertions: ${contract.assertions.length} in the contract, ${ran} held by a program, ${otherwise} judged otherwise`,
  );
});
