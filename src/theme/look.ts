import { mix, readColor, type Color } from './color/color.js';
import type { ColorToken } from './kinds.js';
import type { Layer } from './pairs.js';
import type { Theme } from './theme.js';
import { TOKENS } from './tokens.js';

export type Scheme = 'light' | 'dark';

// What browsers make of the system's colours where nobody says otherwise.
const SYSTEM: Readonly<Record<string, Readonly<Record<Scheme, Color>>>> = {
  Canvas: { light: [255, 255, 255, 1], dark: [18, 18, 18, 1] },
  CanvasText: { light: [0, 0, 0, 1], dark: [255, 255, 255, 1] },
};
/** What the style sheet mixes where it is drawn. */
export const MIXED: Readonly<Record<string, string>> = {
  track: 'color-mix(in srgb, currentColor 8%, transparent)',
  hover: 'color-mix(in srgb, var(--_accent) 90%, light-dark(#000, #fff))',
};
const DEFAULTS: Readonly<Record<string, string>> = Object.fromEntries(
  TOKENS.map((token) => [token.name, token.default]),
);

/** What a token or a mixture of them is on the screen. Null where only the host's page knows. */
export function lookOf(theme: Theme, scheme: Scheme): (layer: Layer) => Color | null {
  const known = new Map<Layer, Color | null>();

  function look(layer: Layer): Color | null {
    const found = known.get(layer);
    if (found !== undefined) return found;
    const color = solve(written(layer));
    known.set(layer, color);
    return color;
  }

  function written(layer: Layer): string {
    const own = layer === 'track' || layer === 'hover' ? undefined : theme[layer];
    if (own === undefined) return MIXED[layer] ?? DEFAULTS[layer] ?? '';
    return typeof own === 'string' ? own : own[scheme];
  }

  function solve(text: string): Color | null {
    const system = SYSTEM[text]?.[scheme];
    if (system) return system;
    if (text === 'currentColor') return look('text');
    const [, name, inside = ''] = /^([a-z-]+)\((.*)\)$/.exec(text) ?? [];
    if (name === 'light-dark') return solve(split(inside)[scheme === 'light' ? 0 : 1] ?? '');
    if (name === 'color-mix') return solveMix(split(inside));
    const own = name === 'var' ? /^--_([a-z]+)$/.exec(inside)?.[1] : undefined;
    // The names behind the private properties that defaults speak of are those of colours.
    return own ? look(own as ColorToken) : readColor(text);
  }

  function solveMix([, one = '', other = '']: readonly string[]): Color | null {
    const [, color = '', share = ''] = /^(.*) (\d+)%$/.exec(one) ?? [];
    const [a, b] = [solve(color), solve(other)];
    return a && b && mix(a, b, Number(share) / 100);
  }

  return look;
}

/** Arguments of a function, its own functions left whole. */
function split(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}
