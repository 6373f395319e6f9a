import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bundle } from 'lightningcss';
import postcss, { type ChildNode, type Container, type Rule } from 'postcss';
import { ICON_SHAPES } from '../src/components/shared/iconShapes.ts';

const SRC = path.resolve(import.meta.dirname, '../src');

/** No element has it, and it weighs four ids: a host's rule would have to name five. */
const RAISED = ':not(#ps#ps#ps#ps)';

/** The shape of a drawing counts as a rule where it is an attribute: one that takes back every rule would take it away. */
const shapes = Object.entries(ICON_SHAPES)
  .map(([name, shape]) => `:where(.ps-icon[data-icon='${name}'] path){d:path('${shape}')}`)
  .join('\n');

/** A control takes over the font around it: where that is the host's, what is strange in it is left again. */
const LAST = `:where(.ps-part):where(:not(.ps-part *)) {
  font-style: normal;
  font-stretch: 100%;
  font-variant-caps: normal;
  font-feature-settings: normal;
  font-variation-settings: normal;
}`;

/**
 * The sheet for pages whose rules are not known: those of `styles.css` out of their layer and above any rule of the host, after
 * a reset of what such rules do to our elements.
 */
export function sealedSheet(): string {
  const reset = postcss.parse(readFileSync(path.join(SRC, 'theme/reset.css'), 'utf8'));
  const { code } = bundle({ filename: path.join(SRC, 'exports/styles.css') });
  const sheet = postcss.parse(Buffer.from(code).toString());
  reset.append(shapes);
  raise(reset);
  unlayer(sheet);
  const last = postcss.parse(LAST);
  raise(last);
  return [reset, sheet, last].map(String).join('\n');
}

/** Takes every rule out of its layer but those that speak of the whole page: these stay below the host's. */
function unlayer(sheet: Container<ChildNode>): void {
  sheet.walkAtRules('layer', (layer) => {
    const ofThePage = (layer.nodes ?? []).filter(isOfThePage);
    const kept = layer.clone({ nodes: [] });
    kept.append(ofThePage);
    raise(layer);
    if (kept.nodes?.length) layer.before(kept);
    layer.replaceWith(layer.nodes ?? []);
  });
}

function isOfThePage(node: ChildNode): node is Rule {
  return node.type === 'rule' && node.selector.includes(':root');
}

function raise(sheet: Container<ChildNode>): void {
  sheet.walkRules((rule) => {
    const isFrame = rule.parent?.type === 'atrule' && 'name' in rule.parent && rule.parent.name === 'keyframes';
    if (!isFrame) rule.selectors = rule.selectors.map((selector) => RAISED + selector);
  });
}
