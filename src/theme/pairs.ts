import type { ColorToken } from './kinds.js';

/** What the style sheet mixes by itself, from tokens: the ground of the interval switch, and the primary button below a pointer. */
export type Layer = ColorToken | 'track' | 'hover';

/** Two things of the screen, one on the other. */
export interface Pair {
  readonly front: Layer;
  /** What lies below it, from the bottom up. */
  readonly back: readonly [Layer, ...Layer[]];
  /** WCAG 2.2: 4.5 for text (1.4.3), 3 for the edges and marks of controls (1.4.11). */
  readonly needed: 4.5 | 3;
  /** How much of the front is drawn. Default 1. */
  readonly opacity?: number;
}

type Ground = Pair['back'];

const PAGE: Ground = ['surface'];
const SOFT: Ground = ['surface', 'soft'];
const TRACK: Ground = ['surface', 'track'];
const THUMB: Ground = ['surface', 'raised'];
const WARNING: Ground = ['surface', 'warnSoft'];
const DANGER: Ground = ['surface', 'dangerSoft'];
const GOOD: Ground = ['surface', 'goodSoft'];

const on = (front: Layer, needed: Pair['needed'], ...backs: readonly Ground[]): readonly Pair[] =>
  backs.map((back) => ({ front, back, needed }));

/** Every pair of colours that the kit puts on each other, and how far apart they have to be. Hairlines carry no meaning. */
export const PAIRS: readonly Pair[] = [
  ...on('text', 4.5, PAGE, SOFT, TRACK, THUMB, WARNING, DANGER),
  ...on('muted', 4.5, PAGE, SOFT, WARNING, DANGER),
  // Figures that are being renewed stay readable.
  { front: 'muted', back: PAGE, needed: 4.5, opacity: 0.85 },
  ...on('onAccent', 4.5, ['surface', 'accent'], ['surface', 'hover']),
  ...on('accent', 3, PAGE, SOFT, WARNING, DANGER),
  ...on('edge', 3, PAGE, SOFT, WARNING, DANGER),
  ...on('focus', 3, PAGE, SOFT, TRACK, WARNING, DANGER),
  ...on('good', 4.5, PAGE, TRACK, THUMB),
  ...on('good', 3, SOFT, GOOD),
  ...on('warn', 3, PAGE, WARNING),
  ...on('danger', 4.5, PAGE, SOFT, WARNING, DANGER),
];
