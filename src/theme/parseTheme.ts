import { accepted, SPACE } from './grammar.js';
import { KINDS, type TokenName } from './kinds.js';
import { CORNERS, DENSITIES } from './presets.js';
import type { Theme, ThemeProblem } from './theme.js';

/** A theme of which every value may be set, and what of the input was left out. */
export interface ParsedTheme {
  readonly theme: Theme;
  /** What was refused, by its key: the default stands there. Empty where all is well. */
  readonly problems: readonly ThemeProblem[];
}

/**
 * Reads a theme out of anything, such as a partner's file: known tokens only, each by its own grammar.
 * What is refused is named and left out; `$schema`, by which an editor knows such a file, is passed over.
 */
export function parseTheme(input: unknown): ParsedTheme {
  if (!isRecord(input)) return { theme: {}, problems: [{ key: '', why: 'A theme is an object of tokens.' }] };
  const problems: ThemeProblem[] = [];
  const kept: [string, unknown][] = [];
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined || key === '$schema') continue;
    const read = readValue(key, value);
    if (typeof read === 'string') problems.push({ key, why: `${read}${told(value)}` });
    else kept.push([key, read.value]);
  }
  // Every entry was read by the grammar of its key.
  return { theme: Object.fromEntries(kept) as Theme, problems };
}

interface Read {
  readonly value: unknown;
}

const WANTED = {
  color: 'It takes #rgb, #rrggbb, rgb(), hsl(), oklch(), oklab() or a name of CSS, alone or as { light, dark }.',
  length: 'It takes a length of px, em or rem from 0 on.',
  size: 'It takes 8px to 39px, or 0.5 to 3 em or rem.',
  factor: `It takes a number from ${SPACE.minimum} to ${SPACE.maximum}.`,
  font: 'It takes at most eight names of fonts, no files.',
  shadow: 'It takes none, or up to four shadows of lengths and a colour.',
  duration: 'It takes up to a second, in s or ms.',
} as const;

/** A sentence where it is refused. */
function readValue(key: string, value: unknown): Read | string {
  if (key === 'density' || key === 'corners') {
    const presets = key === 'density' ? DENSITIES : CORNERS;
    return typeof value === 'string' && Object.hasOwn(presets, value)
      ? { value }
      : `It takes ${Object.keys(presets).join(', ')}.`;
  }
  if (!isToken(key)) return 'There is no such token.';
  const kind = KINDS[key];
  if (kind === 'factor') return isSpace(value) ? { value } : WANTED[kind];
  const one = (text: unknown) => (typeof text === 'string' ? accepted(kind, text) : null);
  if (kind === 'color' && isRecord(value)) {
    const [light, dark] = [one(value.light), one(value.dark)];
    const isClosed = Object.keys(value).every((name) => name === 'light' || name === 'dark');
    return light !== null && dark !== null && isClosed ? { value: { light, dark } } : WANTED[kind];
  }
  const text = one(value);
  return text === null ? WANTED[kind] : { value: text };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isToken = (key: string): key is TokenName => Object.hasOwn(KINDS, key);
const isSpace = (value: unknown) => typeof value === 'number' && value >= SPACE.minimum && value <= SPACE.maximum;

/** The beginning of a text that was refused, so that whoever wrote it finds it. */
function told(value: unknown): string {
  if (isRecord(value)) return begun(value.light) + begun(value.dark);
  return begun(value);
}

function begun(value: unknown): string {
  if (typeof value !== 'string') return '';
  // Nothing that a terminal or a log would obey.
  const plain = value.slice(0, 40).replace(/[^\x20-\x7e]/g, '?');
  return ` Not ${JSON.stringify(plain)}${value.length > 40 ? ' …' : ''}.`;
}
