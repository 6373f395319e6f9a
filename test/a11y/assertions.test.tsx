import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { allChecks } from './allChecks.js';
import { contract, type Checks } from './contract.js';
import { dialogChecks } from './dialogChecks.js';
import { judged } from './judged.js';
import { intervalChecks, pickerChecks } from './pickerChecks.js';
import { previewChecks } from './previewChecks.js';
import { tidy } from './stage.js';

const checks: Checks = { ...pickerChecks, ...intervalChecks, ...previewChecks, ...dialogChecks, ...allChecks };

let ran = 0;

describe('the accessibility contract', () => {
  afterEach(tidy);

  for (const { id, component, assertion } of contract.assertions) {
    const check = checks[id];
    const otherwise = judged[id];
    if (otherwise)
      it(`${id} ${component}: ${assertion} (judged ${otherwise.how}: ${otherwise.why})`, () => {
        expect(check, 'judged by a program and otherwise').toBeUndefined();
      });
    else
      it(`${id} ${component}: ${assertion}`, { timeout: 150_000 }, async () => {
        if (!check) throw new Error(`${id} has no check, and nobody says how it was judged.`);
        await check();
        ran += 1;
      });
  }
});

afterAll(() => {
  const otherwise = contract.assertions.filter(({ id }) => id in judged).length;
  console.log(
    `a11y assertions: ${contract.assertions.length} in the contract, ${ran} held by a program, ${otherwise} judged otherwise`,
  );
});
