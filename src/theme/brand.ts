/** A colour pair that text can be read in: the accent, and what is written on it. `#rrggbb`. */
export interface AccentPair {
  readonly accent: string;
  readonly onAccent: string;
}

/** A brand's accent for light and for dark pages. */
export interface BrandTheme {
  readonly light: AccentPair;
  readonly dark: AccentPair;
  /** The two as declarations of tokens, for a rule of the host's style sheet. */
  readonly css: string;
}

/** What a theme says that cannot be read well. */
export interface ContrastProblem {
  /** The two tokens that stand too near to each other. */
  readonly tokens: readonly [front: string, back: string];
  /** Contrast by WCAG, from 1 to 21. */
  readonly ratio: number;
  /** What it has to be at least. */
  readonly needed: number;
}

type Rgb = readonly [red: number, green: number, blue: number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const LIGHT_PAGE: Rgb = WHITE;
const DARK_PAGE: Rgb = [30, 32, 38];
/** WCAG 1.4.11: edges and marks of controls. */
const UI_CONTRAST = 3;
/** WCAG 1.4.3: text. */
const TEXT_CONTRAST = 4.5;

function parse(color: string): Rgb {
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(color.trim())?.[1];
  if (hex === undefined)
    throw new RangeError(
      `A brand colour is written as #rgb or #rrggbb, not ${JSON.stringify(color)}: only then can its contrast be worked out here.`,
    );
  const full = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
  const at = (index: number) => Number.parseInt(full.slice(index, index + 2), 16);
  return [at(0), at(2), at(4)];
}

function write(color: Rgb): string {
  return `#${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function ratioOf(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function mix(color: Rgb, toward: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2) => Math.round(color[index] + (toward[index] - color[index]) * share);
  return [at(0), at(1), at(2)];
}

/** The colour itself where it stands out from the page; else as little of black or white in it as that takes. */
function standingOut(color: Rgb, page: Rgb, toward: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    const candidate = mix(color, toward, share);
    if (ratioOf(candidate, page) >= UI_CONTRAST && ratioOf(candidate, writingOn(candidate)) >= TEXT_CONTRAST)
      return candidate;
  }
  return toward;
}

function writingOn(color: Rgb): Rgb {
  return ratioOf(color, WHITE) >= TEXT_CONTRAST ? WHITE : BLACK;
}

function pair(color: Rgb, page: Rgb, toward: Rgb): AccentPair {
  const accent = standingOut(color, page, toward);
  return { accent: write(accent), onAccent: write(writingOn(accent)) };
}

/**
 * An accent for light and dark pages from one brand colour: moved only as far as readers need to see it.
 * @throws RangeError where the colour is not written as `#rgb` or `#rrggbb`.
 */
export function brandTheme(color: string): BrandTheme {
  const brand = parse(color);
  const light = pair(brand, LIGHT_PAGE, BLACK);
  const dark = pair(brand, DARK_PAGE, WHITE);
  const css = `--ps-accent: light-dark(${light.accent}, ${dark.accent}); --ps-on-accent: light-dark(${light.onAccent}, ${dark.onAccent});`;
  return { light, dark, css };
}

/** The contrast of two colours by WCAG, from 1 (the same) to 21 (black on white). */
export function contrast(a: string, b: string): number {
  return ratioOf(parse(a), parse(b));
}

/** The colours of a theme that the kit puts on each other, each `#rgb` or `#rrggbb`. */
export interface ThemeColors {
  readonly accent: string;
  readonly onAccent: string;
  readonly surface: string;
  readonly text: string;
}

/** What of a theme is hard to read, to be found while it is built and not by customers. Empty where all is well. */
export function contrastProblems({ accent, onAccent, surface, text }: ThemeColors): readonly ContrastProblem[] {
  const pairs = [
    ['--ps-on-accent', '--ps-accent', onAccent, accent, TEXT_CONTRAST],
    ['--ps-text', '--ps-surface', text, surface, TEXT_CONTRAST],
    ['--ps-accent', '--ps-surface', accent, surface, UI_CONTRAST],
  ] as const;
  return pairs.flatMap(([front, back, a, b, needed]) => {
    const ratio = contrast(a, b);
    return ratio < needed ? [{ tokens: [front, back] as const, ratio, needed }] : [];
  });
}
