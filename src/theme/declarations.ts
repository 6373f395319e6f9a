import { propertyOf, TOKEN_NAMES } from './kinds.js';
import { parseTheme, type ParsedTheme } from './parseTheme.js';
import { CORNERS, DENSITIES } from './presets.js';
import type { Theme } from './theme.js';

export interface Declarations extends Pick<ParsedTheme, 'problems'> {
  readonly list: readonly (readonly [property: string, value: string])[];
}

/** The presets of a theme written out as the tokens that they stand for; what it names itself goes first. */
export function withPresets(theme: Theme): Theme {
  const { density, corners } = theme;
  return { ...(density && DENSITIES[density]), ...(corners && CORNERS[corners]), ...theme };
}

/** What a theme sets, each value checked. */
export function declarationsOf(input: Theme): Declarations {
  const { theme, problems } = parseTheme(input);
  const whole = withPresets(theme);
  const list = TOKEN_NAMES.flatMap((name) => {
    const value = whole[name];
    if (value === undefined) return [];
    const text = typeof value === 'object' ? `light-dark(${value.light}, ${value.dark})` : String(value);
    return [[propertyOf(name), text] as const];
  });
  return { list, problems };
}
