import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compile } from 'tailwindcss';

const require = createRequire(import.meta.url);
const published = (file: string): string => readFileSync(require.resolve(file), 'utf8');

/** Which of the kit's sheets a host takes. */
export type Sheet = 'styles' | 'sealed';

export interface Host {
  readonly css: string;
  /** Each is tried by itself. */
  readonly sheets: readonly Sheet[];
  /** Stands above the page while a dialog is open. */
  readonly overlay?: boolean;
}

/** Tailwind 4 as its own compiler writes it, with the utilities whose names begin like parts of the kit. */
async function tailwind4(): Promise<string> {
  const folder = path.dirname(require.resolve('tailwindcss/package.json'));
  const { build } = await compile('@layer theme, base, planshift, components, utilities; @import "tailwindcss";', {
    loadStylesheet: (id) => {
      const file = path.join(folder, id === 'tailwindcss' ? 'index.css' : id);
      return Promise.resolve({ path: file, base: folder, content: readFileSync(file, 'utf8') });
    },
  });
  return build(['ps-4', 'ps-2', 'flex', 'grid', 'hidden', 'text-sm', 'p-4']);
}

/** A product whose rules speak of bare elements, from below two ids, as if nobody else wrote markup. */
const OPINIONATED = `
  #app #main button { background: crimson; color: white; border: 4px dotted lime; border-radius: 0; padding: 20px 40px;
    font: italic 700 22px serif; text-transform: uppercase; box-shadow: 0 0 0 6px gold; width: 300px; float: right }
  #app button:hover { background: teal } #app button:focus-visible { outline: 9px solid red } button::before { content: '→ ' }
  #app #main table { width: 50%; margin: 40px; border-collapse: separate; border-spacing: 14px; background: khaki; table-layout: fixed }
  #app #main :is(th, td) { border: 3px solid navy; padding: 30px; text-align: right; font-size: 10px } tr:nth-child(even) { background: pink }
  caption { caption-side: bottom; color: red }
  #app #main label { display: block; float: left; width: 150px; color: purple; font-weight: 900; margin: 12px } label::after { content: ':' }
  #app #main :is(input, select, textarea) { display: block; width: 100%; height: 60px; margin: 20px; padding: 20px; border: 5px solid orange; background: yellow;
    appearance: none; opacity: 0.5; accent-color: red } ::placeholder { color: red }
  #app #main fieldset { display: flex; border: 6px groove red; padding: 40px; margin: 40px; min-width: 500px }
  #app #main legend { float: left; width: 100%; font-size: 30px; border-bottom: 2px solid }
  #app #main :is(ul, ol) { list-style: square; padding: 50px; margin: 50px } #app #main li { display: list-item; color: green } li::marker { color: red; content: '★ ' }
  #app #main :is(p, dd, dt) { margin: 30px; color: brown; line-height: 3; max-width: 200px } p::first-letter { font-size: 300% }
  #app #main :is(h1, h2, h3, h4) { font: 900 40px serif; letter-spacing: 4px; margin: 50px 0; text-align: center; text-decoration: underline wavy }
  #app #main svg { width: 80px; height: 80px; fill: red; display: block; margin: 10px } #app #main svg path { fill: blue; stroke: lime; stroke-width: 6; transform: rotate(9deg) }
  #app #main :is(strong, b, small, code, s) { font-size: 30px; background: yellow; color: red }
  #app #main section { padding: 60px; border: 1px solid; display: flex } #app #main div { padding: 9px; min-height: 40px; outline: 2px solid aqua }
  #app #main span { display: block; border: 1px solid fuchsia } a { color: fuchsia; display: block; border: 2px solid }
  bdi { unicode-bidi: normal; color: red } [hidden] { display: block } :focus { background: gray }
  [data-chosen='true'] { display: none } [data-tone] { transform: rotate(3deg) } [role='radiogroup'] { columns: 3 }
`;

const DIALOGS = `
  dialog, dialog[open], #app dialog { display: none; position: static; width: 300px; height: 200px; margin: 60px; padding: 50px; border: 20px solid red;
    background: black; color: white; transform: rotate(8deg); opacity: 0.4; overflow: hidden; inset: auto; max-height: 10px; visibility: visible }
  dialog::backdrop { background: red; opacity: 1; backdrop-filter: blur(9px) } dialog > div { display: none }
  dialog h2 { display: none } dialog:focus-within { filter: invert(1) }
`;

const STRETCHED = `
  *, *::before, *::after { letter-spacing: 0.5em; word-spacing: 1em; line-height: 3; text-transform: uppercase; text-indent: 2em; font-style: italic;
    font-weight: 900; font-variant: small-caps; text-align: right; white-space: nowrap; text-shadow: 2px 2px red; word-break: break-all;
    -webkit-text-fill-color: red; -webkit-text-stroke: 1px lime; cursor: crosshair; transition: all 1s; quotes: none; list-style: upper-roman; border-spacing: 9px; hyphens: auto }
  button, p, h2, td, label { animation: turned 9s infinite paused; text-decoration: line-through wavy red } @keyframes turned { from { rotate: 9deg } }
`;

const SMALL_ROOT = `
  html { font-size: 62.5% } body { font-size: 1.6rem }
  button, input, label, p, h2, h3, td, th, li, dd { font-size: 1.4rem; padding: 0.8rem; margin: 0.4rem; border-radius: 0.3rem }
`;

const WAR = `
  * { z-index: 9999; position: relative } .war { position: fixed; inset: 0; z-index: 2147483647; background: #fff }
  header, nav, #app div { z-index: 2147483647; isolation: isolate }
`;

export async function hosts(): Promise<Readonly<Record<string, Host>>> {
  return {
    'Tailwind 4, layered': { css: await tailwind4(), sheets: ['styles', 'sealed'] },
    'Tailwind 3, not layered': { css: published('@unocss/reset/tailwind.css'), sheets: ['sealed'] },
    'Bootstrap 5': { css: published('bootstrap/dist/css/bootstrap.css'), sheets: ['sealed'] },
    'everything reverted': { css: '* { all: revert }', sheets: ['sealed'] },
    'opinions about elements': { css: OPINIONATED, sheets: ['sealed'] },
    'opinions about dialogs': { css: DIALOGS, sheets: ['sealed'] },
    'stretched text': { css: STRETCHED, sheets: ['sealed'] },
    'a root of 62.5 %': { css: SMALL_ROOT, sheets: ['sealed'] },
    'a war of z-index': { css: WAR, sheets: ['sealed'], overlay: true },
  };
}
