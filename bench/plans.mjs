// Prints what a list of plans costs the browser: the first drawing, another interval, and a letter in the filter, for short lists
// and long ones, beside the least that React can do. Each figure is the middle of 15, from the call until the document has its
// new style and layout. `--check` fails where a figure passes its limit.
import path from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright';

const root = path.resolve(import.meta.dirname, '..');
const at = (name) => path.join(root, 'dist/exports', `${name}.js`);
const SAMPLES = 15;

/**
 * How many plans, and what may be spent on them: so many times what the least that React can do costs in the same minute, which
 * holds on a machine that is slow or busy, and nodes for one plan. Cards carry eight features each, which the least does not.
 * Limits only go down: the goal is 1.2 for all.
 */
const LIMITS = [
  { plans: 12, mount: null, toggle: null, nodes: null },
  { plans: 100, mount: 1.6, toggle: 4, nodes: 14 },
  { plans: 1000, mount: 1.2, toggle: 2, nodes: 14 },
];

const PAGE = `
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { BillingIntervalToggle, ChangePlanProvider, PlanPicker } from 'planshift';
import { NO_CAPABILITIES, plainCatalog, plainPlan, plainPrice, plainSubscription } from 'planshift/core';

const month = { interval: 'month', intervalCount: 1 };
const year = { interval: 'year', intervalCount: 1 };
function catalogOf(count) {
  const plans = Array.from({ length: count }, (_, n) =>
    plainPlan({
      id: 'plan_' + n, name: 'Plan ' + n, order: n, tagline: 'For teams of up to ' + (n + 1),
      prices: [
        plainPrice({ id: 'm' + n, interval: month, amount: { amount: 500 * (n + 1), currency: 'USD' } }),
        plainPrice({ id: 'y' + n, interval: year, amount: { amount: 5000 * (n + 1), currency: 'USD' } }),
      ],
      features: ['Seats', 'Projects', 'Minutes', 'Regions', 'Sign-on', 'Audit log', 'Backups', 'Support'].map((name, f) => ({ kind: 'limit', id: name, name, limit: n * f, unit: null })),
    }));
  return plainCatalog({ plans, capabilities: { ...NO_CAPABILITIES, subscribe: true }, subscription: plainSubscription(plans, { id: 'sub', currency: 'USD', priceId: 'm1' }) });
}
const done = () => document.body.offsetHeight;
const never = () => new Promise(() => {});
/** As many plans as plain elements without anything: a name, a price, a line, a button. */
function Least({ catalog, interval }) {
  return h('div', null, h('button', { id: 'least' }), h('ul', null, catalog.plans.map((plan, n) =>
    h('li', { key: plan.id }, h('article', null, h('h3', null, h('bdi', null, plan.name)),
      h('p', null, h('bdi', null, money.format((interval ? 5000 : 500) * (n + 1) / 100)), ' ', h('small', null, interval ? 'per year' : 'per month')),
      h('p', null, plan.tagline), h('div', null, h('button', null, 'Upgrade to ' + plan.name)))))));
}
const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });
window.least = (count) => {
  const catalog = catalogOf(count);
  const place = document.body.appendChild(document.createElement('div'));
  const tree = createRoot(place);
  const timed = (act) => { const from = performance.now(); flushSync(act); done(); return performance.now() - from; };
  const mount = timed(() => tree.render(h(Least, { catalog, interval: 0 })));
  const toggle = timed(() => tree.render(h(Least, { catalog, interval: 1 })));
  tree.unmount();
  place.remove();
  return { mount, toggle };
};
window.measure = (count) => {
  const catalog = catalogOf(count);
  const place = document.body.appendChild(document.createElement('div'));
  const tree = createRoot(place);
  const timed = (act) => { const from = performance.now(); flushSync(act); done(); return performance.now() - from; };
  const adapter = { getCatalog: never, previewChangePlan: never, changePlan: never, readChange: never, cancelScheduledChange: never };
  const mount = timed(() => tree.render(h(ChangePlanProvider, { adapter, initialCatalog: catalog }, h(BillingIntervalToggle), h(PlanPicker))));
  const cards = document.querySelectorAll('.ps-plan');
  const nodes = document.querySelector('.ps-plans').querySelectorAll('*').length / cards.length;
  const other = [...document.querySelectorAll('.ps-interval-radio')].at(-1);
  const toggle = timed(() => other.click());
  const field = document.querySelector('input[type=search]');
  let filter = null;
  if (field) filter = timed(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, '7');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  tree.unmount();
  place.remove();
  return { mount, toggle, filter, nodes };
};
`;

const { outputFiles } = await build({
  stdin: { contents: PAGE, resolveDir: root, loader: 'js' },
  bundle: true,
  minify: true,
  write: false,
  outdir: root,
  format: 'iife',
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'error',
  plugins: [
    {
      name: 'self',
      setup: (bundler) =>
        bundler.onResolve({ filter: /^planshift/ }, ({ path: name }) => ({
          path: at(name === 'planshift' ? 'index' : name.slice('planshift/'.length)),
        })),
    },
  ],
});
const css = await build({ entryPoints: [path.join(root, 'dist/styles.css')], write: false, logLevel: 'error' });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.setContent(`<!doctype html><html lang="en"><style>${css.outputFiles[0].text}</style><body></body></html>`);
await page.addScriptTag({ content: outputFiles[0].text });
const middle = (figures) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)];
const shown = (figure) => (figure === null ? '–' : figure.toFixed(1)).padStart(10);

let isOver = false;
console.log('   plans  mount ms   least ms   toggle ms   least ms   filter ms  nodes a plan');
await page.evaluate(() => [window.measure(12), window.least(12)]);
for (const { plans, ...limit } of LIMITS) {
  const [runs, least] = [[], []];
  for (let sample = 0; sample < SAMPLES; sample++) {
    runs.push(await page.evaluate((count) => window.measure(count), plans));
    least.push(await page.evaluate((count) => window.least(count), plans));
  }
  const of = (all, key) => (all[0][key] === null ? null : middle(all.map((run) => run[key])));
  const over = ['mount', 'toggle'].some((key) => limit[key] !== null && of(runs, key) > limit[key] * of(least, key));
  const isWide = limit.nodes !== null && of(runs, 'nodes') > limit.nodes;
  isOver ||= over || isWide;
  const figures = [
    of(runs, 'mount'),
    of(least, 'mount'),
    of(runs, 'toggle'),
    of(least, 'toggle'),
    of(runs, 'filter'),
    of(runs, 'nodes'),
  ];
  console.log(
    `${String(plans).padStart(8)}${figures.map(shown).join('  ')}${over || isWide ? '  ← over its limit' : ''}`,
  );
}
await browser.close();
if (isOver && process.argv.includes('--check')) process.exit(1);
