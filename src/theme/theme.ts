import type { KINDS, TokenName } from './kinds.js';

/** One colour, or one for light and one for dark pages. */
export type ThemeColor = string | { readonly light: string; readonly dark: string };
/** How much room there is: `compact` is three quarters of `regular`, `roomy` a quarter more. */
export type Density = 'compact' | 'regular' | 'roomy';
/** How round they are: not at all, a little, or as far as a pill. */
export type Corners = 'square' | 'soft' | 'round';

interface ValueOf {
  readonly color: ThemeColor;
  readonly length: string;
  readonly size: string;
  readonly factor: number;
  readonly font: string;
  readonly shadow: string;
  readonly duration: string;
}

/**
 * A brand, as data: tokens by their names, all optional, and the presets that stand in for several of them.
 * The same as JSON is described by `planshift/theme.schema.json`.
 */
export type Theme = {
  readonly [T in TokenName]?: ValueOf[(typeof KINDS)[T]];
} & {
  /** Sets `space`. Without it: as around, at last `regular`. */
  readonly density?: Density;
  /** Sets the four radii, where the theme does not name them itself. Without it: as around, at last `soft`. */
  readonly corners?: Corners;
};

/** What a theme says that is not taken, or cannot be read well. */
export interface ThemeProblem {
  /** A key of the theme, with `.light` or `.dark` where only one of two is meant; empty: the whole. */
  readonly key: string;
  /** What is wrong, in a sentence. It repeats no more of the value than its beginning. */
  readonly why: string;
}
