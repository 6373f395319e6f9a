// Prints what a host's customers download: gzip and brotli bytes of what each import costs, React outside.
// `goal` is what it should weigh; `limit` is what it may not pass meanwhile: `--check` fails there. A limit that goes up says for what.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const at = (file) => path.join(root, 'dist', file);
const kB = (bytes) => (bytes / 1000).toFixed(2).padStart(8);

/** What a host writes, what it should weigh in kB of gzip, and what it may not pass. */
const IMPORTS = [
  {
    name: 'picker, toggle, flow, http adapter, English',
    goal: 12,
    limit: 19.9,
    code: `export { ChangePlanProvider, PlanPicker, BillingIntervalToggle, createHttpAdapter } from 'planshift';`,
  },
  {
    name: 'every export there is, dialog and Radix included',
    goal: 30,
    limit: 71.6,
    code: `export * from 'planshift'; export { en } from 'planshift/locales/en';`,
  },
  {
    name: 'ChangePlan in one tag',
    goal: 30,
    limit: 54.2,
    code: `export { ChangePlanProvider, ChangePlan, createHttpAdapter } from 'planshift'; export { en } from 'planshift/locales/en';`,
  },
  {
    name: 'hooks alone: plans, interval, dialog, notice, http adapter, English',
    goal: 25,
    limit: 35.1,
    code: `export { ChangePlanProvider, useAnnouncements, useBillingInterval, useChangePlanDialog, useOutcome, usePlanPicker, useReview, useScheduledChange } from 'planshift/headless'; export { createHttpAdapter } from 'planshift/client';`,
  },
  {
    name: 'flow alone, for an adapter of the host, no React',
    goal: null,
    limit: 10.7,
    code: `export { createChangePlanFlow } from 'planshift/core';`,
  },
  {
    name: 'flow and http adapter, no React',
    goal: 7,
    limit: 13.7,
    code: `export { createChangePlanFlow } from 'planshift/core'; export { createHttpAdapter } from 'planshift/client';`,
  },
];

async function weigh(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader: 'js' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    external: ['react', 'react-dom', 'react/jsx-runtime', '@commet/node', 'libsql', 'node:*'],
    plugins: [
      {
        name: 'self',
        setup: (bundler) =>
          bundler.onResolve({ filter: /^planshift/ }, ({ path: name }) => ({
            path: at(`exports/${name === 'planshift' ? 'index' : name.slice('planshift/'.length)}.js`),
          })),
      },
    ],
  });
  return size(outputFiles[0].contents);
}

function size(bytes) {
  return { min: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
}

const rows = [];
for (const { code, ...row } of IMPORTS) rows.push({ ...row, ...(await weigh(code)) });
rows.push({ name: 'sealed.css', goal: 7, limit: 8, ...size(readFileSync(at('sealed.css'))) });
rows.push({ name: 'styles.css', goal: 5, limit: 5.6, ...size(readFileSync(at('styles.css'))) });
for (const file of readdirSync(at('exports'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .sort()) {
  const name = file.replace(/\.js$/, '').replaceAll(path.sep, '/');
  rows.push({
    name: `planshift${name === 'index' ? '' : `/${name}`} (whole entry)`,
    goal: null,
    limit: null,
    ...(await weigh(`export * from 'planshift${name === 'index' ? '' : `/${name}`}';`)),
  });
}

console.log('  min kB     gzip   brotli     goal    limit');
const most = (figure) => (figure === null ? '       –' : kB(figure * 1000));
let isOver = false;
for (const { name, goal, limit, min, gzip, brotli } of rows) {
  const over = limit !== null && gzip > limit * 1000;
  isOver ||= over;
  console.log(
    `${kB(min)} ${kB(gzip)} ${kB(brotli)} ${most(goal)} ${most(limit)}  ${name}${over ? '  ← over its limit' : ''}`,
  );
}
if (isOver && process.argv.includes('--check')) {
  console.error('A figure passed its limit: find what was added, or change the limit in a commit that says why.');
  process.exit(1);
}
