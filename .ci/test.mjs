// Everything that has to hold before a change lands. `npm test -- --only lint,unit` runs some of it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';

const bin = (name) => path.join('node_modules', '.bin', name);
const folder = mkdtempSync(path.join(tmpdir(), 'planshift-test-'));
const report = path.join(folder, 'vitest.json');
/** @returns {[string, string[]]} */
const vitest = (...projects) => [
  bin('vitest'),
  [
    'run',
    ...projects.flatMap((name) => ['--project', name]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
];

// The build comes before the tests: some of them look into it.
/** @type {[name: string, command: string, args: string[]][]} */
const STEPS = [
  ['types', bin('tsc'), ['-p', 'tsconfig.json']],
  ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings']],
  [
    'format',
    bin('oxfmt'),
    [
      '--check',
      'src',
      'test',
      'stories',
      'examples',
      'bench',
      '.storybook',
      '.ci',
      '.build',
      'vite.config.ts',
      'vitest.config.ts',
    ],
  ],
  ['build', 'npm', ['run', '--silent', 'build']],
  ['publint', bin('publint'), ['--strict']],
  [
    'attw',
    bin('attw'),
    [
      '--pack',
      '.',
      '--profile',
      'esm-only',
      '--exclude-entrypoints',
      './styles.css',
      './sealed.css',
      '--format',
      'table-flipped',
    ],
  ],
  ['bytes', 'node', ['bench/bytes.mjs', '--check']],
  ['unit', ...vitest('unit', 'dom', 'dom-react18')],
  ['browser', ...vitest('browser')],
  ['storybook', 'npm', ['run', '--silent', 'build-storybook']],
  ['stories', ...vitest('storybook')],
  ['visual', ...vitest('visual')],
  ['e2e', ...vitest('e2e')],
];

function wanted() {
  const at = process.argv.indexOf('--only');
  const names = at < 0 ? null : new Set(process.argv[at + 1]?.split(','));
  return names ? STEPS.filter(([name]) => names.has(name)) : STEPS;
}

const count = { passed: 0, failed: 0, skipped: 0 };

function addCounts() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
    count.passed += numPassedTests;
    count.failed += numFailedTests;
    count.skipped += numPendingTests;
    rmSync(report);
    return numFailedTests > 0;
  } catch {
    return false;
  }
}

const env = { ...process.env, CHROMIUM_PATH: ensureBrowser(), COMMET_NO_UPDATE_CHECK: '1', FORCE_COLOR: '0' };
const lines = [];
for (const [name, command, args] of wanted()) {
  console.log(`\n── ${name}`);
  const begun = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit', env });
  const didFail = addCounts();
  // A step that is no test run, or broke before it counted, is one failure of its own.
  if (status !== 0 && !didFail) count.failed += 1;
  lines.push(`${status === 0 ? 'ok  ' : 'FAIL'} ${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${name}`);
}
rmSync(folder, { recursive: true, force: true });
console.log(`\n${lines.join('\n')}\n`);
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed > 0 || count.passed === 0 ? 1 : 0);
