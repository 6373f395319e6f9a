import type { AxNode } from './tree.js';

interface Told extends AxNode {
  readonly inside: Told[];
}

/** Told by its name alone: what stands inside is that name again. */
const NAMED: Readonly<Record<string, string>> = {
  heading: 'heading',
  button: 'button',
  link: 'link',
  radio: 'radio',
  checkbox: 'checkbox',
  textbox: 'field',
  searchbox: 'search field',
  combobox: 'menu',
  MenuListPopup: 'menu',
  spinbutton: 'number field',
  img: 'picture',
};
/** A reader hears that they come in; what stands inside is told one by one. */
const PLACES: Readonly<Record<string, string>> = {
  region: 'region',
  article: 'article',
  group: 'group',
  radiogroup: 'radio group',
  dialog: 'dialog',
  table: 'table',
  row: 'row',
  list: 'list',
};
/** Part of the sentence around it. */
const PIECES = new Set(['time', 'strong', 'code', 'emphasis', 'mark', 'generic']);
/** A sentence of its own. */
const SENTENCES = new Set([
  'paragraph',
  'listitem',
  'term',
  'definition',
  'columnheader',
  'rowheader',
  'cell',
  'LabelText',
]);

/**
 * What a screen reader tells of a part of the page from its top to its end, one stop on each line: what it is and how it stands, then
 * its words, then what describes it. Worked out from the tree that Chromium hands to assistive technology.
 */
export function transcriptOf(nodes: readonly AxNode[]): string {
  return linesOf(nest(nodes)).join('\n');
}

/** A list in reading order with depths, as a tree again. */
function nest(nodes: readonly AxNode[]): readonly Told[] {
  const tops: Told[] = [];
  const open: Told[] = [];
  for (const node of nodes) {
    const told = { ...node, inside: [] };
    while ((open.at(-1)?.depth ?? -1) >= node.depth) open.pop();
    (open.at(-1)?.inside ?? tops).push(told);
    open.push(told);
  }
  return tops;
}

function linesOf(nodes: readonly Told[], around: readonly Told[] = []): readonly string[] {
  const lines: string[] = [];
  let sentence: string[] = [];
  const end = (): void => {
    const text = joined(sentence);
    if (text) lines.push(text);
    sentence = [];
  };
  for (const node of nodes) {
    if (node.role === 'StaticText') sentence.push(node.words);
    else if (isPiece(node)) sentence.push(...textsOf(node));
    else {
      end();
      lines.push(...stop(node, around));
    }
  }
  end();
  return lines;
}

/** A piece of a sentence holds text alone. */
function isPiece({ role, inside }: Told): boolean {
  return PIECES.has(role) && inside.every((one) => one.role === 'StaticText' || isPiece(one));
}

function textsOf({ inside }: Told): readonly string[] {
  return inside.flatMap((one) => (one.role === 'StaticText' ? [one.words] : textsOf(one)));
}

function stop(node: Told, around: readonly Told[]): readonly string[] {
  const { role, name, inside } = node;
  if (role in NAMED) return [told(node, NAMED[role] ?? role, around)];
  if (role in PLACES) {
    const isPlain = role === 'row' || (role === 'list' && name === '');
    return [
      told(isPlain ? { ...node, name: '' } : node, PLACES[role] ?? role, around),
      ...indented(linesOf(inside, inside)),
    ];
  }
  if (role === 'LabelText') return ofLabel(node, around);
  if (role === 'DescriptionList') return pairs(inside);
  // A name that was told with its place; news that is told when it comes.
  if (role === 'caption' || role === 'Legend' || role === 'status' || role === 'alert') return [];
  // The text of an item comes in pieces that stand apart, such as a name and its value.
  if (role === 'listitem' && inside.every((one) => one.role === 'StaticText'))
    return [`• ${joined(textsOf(node), ' ')}`];
  return SENTENCES.has(role) || inside.length > 0 ? linesOf(inside, around) : [];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

/** The words beside a control are its name and what describes it: told once. */
function ofLabel({ inside }: Told, around: readonly Told[]): readonly string[] {
  const control = inside.find(({ role }) => role in NAMED);
  if (!control) return linesOf(inside, around);
  const isSaid = (text: string) => `${control.name} ${control.description}`.includes(text.trim());
  const rest = inside.filter(
    (one) => one !== control && !isSaid(joined(one.role === 'StaticText' ? [one.words] : textsOf(one))),
  );
  return [...stop(control, around), ...linesOf(rest, around)];
}

/** Each term with what is said of it. */
function pairs(nodes: readonly Told[]): readonly string[] {
  return nodes.flatMap((node, index) => {
    if (node.role === 'term') return [];
    const term = nodes[index - 1];
    const [first = '', ...more] = linesOf(node.inside);
    return [`${term?.name ?? ''} = ${first}`, ...indented(more)];
  });
}

function told(node: Told, kind: string, around: readonly Told[]): string {
  const { name, description } = node;
  const words = [kind, ...stateOf(node), ...placeOf(node, around)].join(', ');
  return `[${words}]${name ? ` ${name}` : ''}${description ? ` (${description})` : ''}`;
}

function stateOf({ role, state, inside }: Told): readonly string[] {
  const { level, checked, disabled, busy, required, expanded, modal, invalid } = state;
  return [
    role === 'heading' ? String(level) : '',
    role === 'list' ? `${inside.length} items` : '',
    checked === 'true' || checked === true ? 'checked' : '',
    disabled === true ? 'off' : '',
    busy === true ? 'busy' : '',
    required === true ? 'required' : '',
    expanded === true ? 'open' : '',
    modal === true ? 'modal' : '',
    invalid === 'true' ? 'wrong' : '',
  ].filter((word) => word !== '');
}

/** Which one of how many, for the radios of a group. */
function placeOf(node: Told, around: readonly Told[]): readonly string[] {
  if (node.role !== 'radio') return [];
  const radios = around.flatMap(everyRadio);
  return [`${radios.indexOf(node) + 1} of ${radios.length}`];
}

function everyRadio(node: Told): readonly Told[] {
  return node.role === 'radio' ? [node] : node.inside.flatMap(everyRadio);
}

/** The pieces as they stand; two words that nothing keeps apart do not run into one. */
function joined(pieces: readonly string[], between = ''): string {
  return pieces
    .reduce((text, piece) => {
      const isRunIn =
        /[\p{L}\p{N}:.\u2069]$/u.test(text) &&
        /^[\p{L}\p{N}$€\u2066-\u2068]/u.test(piece) &&
        !isWithoutSpaces(text, piece);
      return `${text}${isRunIn || (text && between) ? between || ' ' : ''}${piece}`;
    }, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function isWithoutSpaces(...texts: readonly string[]): boolean {
  return texts.some((text) => /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text));
}
