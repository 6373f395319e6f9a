import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { adapterContract, type ContractSummary } from 'planshift/testing';
import { tinyHarness } from './tinyHarness.js';

const src = path.resolve(import.meta.dirname, '../../src');

describe('the adapter contract', () => {
  it('runs under node:test as it does here, and reports the same', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'planshift-runner-'));
    const file = path.join(folder, 'contract.mjs');
    await build({
      entryPoints: [path.join(import.meta.dirname, 'runners/nodeTest.ts')],
      outfile: file,
      bundle: true,
      format: 'esm',
      platform: 'node',
      alias: { 'planshift/testing': path.join(src, 'exports/testing.ts') },
    });
    // Without what tells node:test that it runs inside of another run.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', env });
    rmSync(folder, { recursive: true });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^# fail 0$|ℹ fail 0/m);
    const line = stdout.split('\n').find((text) => text.includes('"claimed"')) ?? '';
    const report = JSON.parse(line.slice(line.indexOf('{'))) as ContractSummary; // what the runner file prints

    const tests: (() => Promise<void>)[] = [];
    const here = adapterContract(tinyHarness(), {
      describe: (_title, body) => body(),
      it: (_title, body) => void tests.push(body),
    });
    for (const test of tests) await test();
    expect(report).toEqual(JSON.parse(JSON.stringify(here)));
  });
});
