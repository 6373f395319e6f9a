import { NAMED } from './color/names.js';
import type { TokenKind } from './kinds.js';

// Each is whole, bounded and linear: no value is longer than MOST, and nothing in it can end a declaration, a rule or an element,
// load a file, or cover the page.
export const MOST = 200;

const number = String.raw`(?:\d{1,4}(?:\.\d{1,6})?|\.\d{1,6})`;
const part = `${number}%?`;
const angle = `-?${number}(?:deg)?`;
const alpha = `(?: ?/ ?${part})?`;
const legacyAlpha = `(?:, ?${part})?`;

/** The variables of hosts that a bridge may take over, and no other: what they hold is the host's. */
const host =
  'background|foreground|card|card-foreground|popover|popover-foreground|primary|primary-foreground|secondary|secondary-foreground|muted|muted-foreground|accent|accent-foreground|destructive|border|input|ring|(?:accent|gray|green|amber|red)-a?(?:[1-9]|1[0-2])|accent-contrast|color-background|color-panel-solid|color-surface|color-overlay';
const hostColor = String.raw`var\(--(?:${host})\)|hsl\(var\(--(?:${host})\)\)`;

const color = [
  '#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})',
  ...NAMED.keys(),
  String.raw`rgba?\(${part} ${part} ${part}${alpha}\)`,
  String.raw`rgba?\(${part}, ?${part}, ?${part}${legacyAlpha}\)`,
  String.raw`hsla?\(${angle} ${number}% ${number}%${alpha}\)`,
  String.raw`hsla?\(${angle}, ?${number}%, ?${number}%${legacyAlpha}\)`,
  String.raw`oklch\(${part} ${part} ${angle}${alpha}\)`,
  String.raw`oklab\(${part} -?${part} -?${part}${alpha}\)`,
  hostColor,
].join('|');
const shares = String.raw`(?:100|\d{1,2})%`;
const anyColor = String.raw`(?:${color})|color-mix\(in srgb, (?:${color}) ${shares}, (?:${color})\)`;

const offset = String.raw`-?(?:0|\d{1,3}(?:\.\d{1,4})?(?:px|em|rem)|0?\.\d{1,4}(?:px|em|rem))`;
const shadow = `(?:inset )?${offset} ${offset}(?: ${offset}){0,2} (?:${color})`;

const family = String.raw`(?:[A-Za-z][A-Za-z0-9-]{0,40}(?: [A-Za-z0-9-]{1,40}){0,5}|"[\p{L}\p{N} _.-]{1,60}"|'[\p{L}\p{N} _.-]{1,60}')`;

/** What a token of a kind looks like, whole. A factor is a number and has none. */
export const PATTERNS: Readonly<Record<Exclude<TokenKind, 'factor'>, string>> = {
  color: `^(?:${anyColor})$`,
  length: String.raw`^(?:0|\d{1,4}(?:\.\d{1,4})?px|(?:\d{1,2}(?:\.\d{1,4})?|\.\d{1,4})(?:em|rem)|var\(--(?:radius|radius-[1-6])\))$`,
  size: String.raw`^(?:(?:[89]|[1-3]\d)(?:\.\d{1,4})?px|(?:0?\.[5-9]\d{0,3}|[12](?:\.\d{1,4})?)(?:em|rem))$`,
  font: String.raw`^(?:${family}(?:, ?${family}){0,7}|var\(--(?:font-sans|font-serif|default-font-family)\))$`,
  shadow: String.raw`^(?:none|${shadow}(?:, ?${shadow}){0,3}|var\(--(?:shadow-[1-6]|shadow-lg|shadow-xl)\))$`,
  duration: String.raw`^(?:0|0?\.\d{1,3}s|\d{1,3}ms|1s)$`,
};

/** The least and the most room that a theme may ask for. */
export const SPACE = { minimum: 0.5, maximum: 2 } as const;

const made = new Map<string, RegExp>();

/** The value as it may be set, or null where a token of this kind may not hold it. */
export function accepted(kind: Exclude<TokenKind, 'factor'>, value: string): string | null {
  const pattern = made.get(kind) ?? new RegExp(PATTERNS[kind], 'u');
  made.set(kind, pattern);
  // A colour may be written large; names of fonts and of variables keep their letters.
  const text = kind === 'color' && !value.includes('var(') ? value.toLowerCase() : value;
  if (value.length > MOST || !pattern.test(text)) return null;
  return text === '0' ? ZERO[kind] : text;
}

// Of no length, so that it can be reckoned with.
const ZERO = { color: '0', length: '0px', size: '0', font: '0', shadow: '0', duration: '0s' } as const;
