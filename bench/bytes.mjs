// Prints what a host's customers download: gzip and brotli bytes of what each import costs, React outside.
// `--check` fails where a figure passes its limit.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const at = (file) => path.join(root, 'dist', file);
const kB = (bytes) => (bytes / 1000).toFixed(2).padStart(8);

/** What a host writes, and the most it may weigh in kB of gzip. */
const IMPORTS = [
  {
    name: 'picker, toggle, flow, http adapter, English',
    limit: 12,
    code: `export { ChangePlanProvider, PlanPicker, BillingIntervalToggle, createHttpAdapter } from 'planshift';`,
  },
  {
    name: 'everything, dialog and Radix included',
    limit: 30,
    code: `export * from 'planshift'; export { en } from 'planshift/locales/en';`,
  },
  {
    name: 'ChangePlan in one tag',
    limit: 30,
    code: `export { ChangePlanProvider, ChangePlan, createHttpAdapter } from 'planshift'; export { en } from 'planshift/locales/en';`,
  },
  {
    name: 'flow and http adapter, no React',
    limit: null,
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
for (const { name, limit, code } of IMPORTS) rows.push({ name, limit, ...(await weigh(code)) });
rows.push({ name: 'styles.css', limit: 5, ...size(readFileSync(at('styles.css'))) });
for (const file of readdirSync(at('exports'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .sort()) {
  const name = file.replace(/\.js$/, '').replaceAll(path.sep, '/');
  rows.push({
    name: `planshift${name === 'index' ? '' : `/${name}`} (whole entry)`,
    limit: null,
    ...(await weigh(`export * from 'planshift${name === 'index' ? '' : `/${name}`}';`)),
  });
}

console.log('  min kB     gzip   brotli    limit');
let isOver = false;
for (const { name, limit, min, gzip, brotli } of rows) {
  const over = limit !== null && gzip > limit * 1000;
  isOver ||= over;
  console.log(
    `${kB(min)} ${kB(gzip)} ${kB(brotli)} ${limit === null ? '       –' : kB(limit * 1000)}  ${name}${over ? '  ← over' : ''}`,
  );
}
if (isOver && process.argv.includes('--check')) {
  console.error('A figure passed its limit: find what was added, or change the limit in a commit that says why.');
  process.exit(1);
}
