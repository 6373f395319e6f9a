import { over, ratioOf, readColor, type Color } from './color/color.js';
import { withPresets } from './declarations.js';
import { accepted } from './grammar.js';
import { propertyOf } from './kinds.js';
import { lookOf, type Scheme } from './look.js';
import { PAIRS, type Layer, type Pair } from './pairs.js';
import type { Theme } from './theme.js';

/** What of a theme cannot be read well. */
export interface ContrastProblem {
  readonly scheme: Scheme;
  /** What stands in front, then what lies below it, from the bottom up: tokens, or what the style sheet mixes of them. */
  readonly tokens: readonly string[];
  /** Contrast by WCAG, from 1 to 21. */
  readonly ratio: number;
  /** What it has to be at least. */
  readonly needed: number;
}

const SCHEMES: readonly Scheme[] = ['light', 'dark'];

/**
 * Which colours of a theme are too near to each other, among all that the kit puts on each other; what a theme leaves out is as it is by default.
 * Pairs with a variable of the host are left to the host. Empty where all is well.
 * @param schemes - default: light and dark.
 */
export function contrastProblems(theme: Theme, schemes: readonly Scheme[] = SCHEMES): readonly ContrastProblem[] {
  const whole = withPresets(theme);
  return schemes.flatMap((scheme) => {
    const look = lookOf(whole, scheme);
    return PAIRS.flatMap((pair) => {
      const ratio = measured(pair, look);
      return ratio === null || ratio >= pair.needed
        ? []
        : [{ scheme, tokens: namesOf(pair), ratio, needed: pair.needed }];
    });
  });
}

function measured({ front, back, opacity = 1 }: Pair, look: (layer: Layer) => Color | null): number | null {
  let ground: Color | null = null;
  for (const layer of back) {
    const color = look(layer);
    if (color === null) return null;
    ground = ground ? over(color, ground) : over(color, WHITE);
  }
  const color = look(front);
  if (color === null || ground === null) return null;
  return ratioOf(over([color[0], color[1], color[2], color[3] * opacity], ground), ground);
}

const WHITE: Color = [255, 255, 255, 1];

const WORDS: Readonly<Record<string, string>> = {
  track: 'the ground of the interval switch',
  hover: '--ps-accent below a pointer',
};

function namesOf({ front, back }: Pair): readonly string[] {
  return [front, ...back.toReversed()].map((layer) =>
    layer === 'track' || layer === 'hover' ? (WORDS[layer] ?? '') : propertyOf(layer),
  );
}

/**
 * The contrast of two colours by WCAG, from 1 (the same) to 21 (black on white).
 * @throws RangeError for what is no colour, and for a variable of the host.
 */
export function contrast(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => readColor(accepted('color', text) ?? ''));
  if (!a || !b) throw new RangeError(`Contrast is worked out of colours, not of ${JSON.stringify(a ? other : one)}.`);
  return ratioOf(over(a, b), over(b, WHITE));
}
