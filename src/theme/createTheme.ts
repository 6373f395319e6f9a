import {
  fromOklch,
  mix,
  over,
  ratioOf,
  readColor,
  toOklch,
  writeColor,
  type Color,
  type Oklch,
} from './color/color.js';
import { accepted } from './grammar.js';
import type { ColorToken } from './kinds.js';
import type { Scheme } from './look.js';
import type { Corners, Density, Theme } from './theme.js';

/** What a theme is made of: a colour, and what else is to differ from the kit's own. */
export interface BrandOptions {
  /** One opaque colour, as `#00695c` or any other way in which a theme may say it. */
  readonly brand: string;
  /** The colour of your page in light and in dark. Default white, and a dark grey with a touch of the brand. */
  readonly surface?: { readonly light?: string; readonly dark?: string };
  /** Default: as around, at last `regular`. */
  readonly density?: Density;
  /** Default: as around, at last `soft`. */
  readonly corners?: Corners;
  /** Default: that of the page. */
  readonly fontFamily?: string;
}

/**
 * A complete theme out of one colour, light and dark: whatever the colour is, all text and every control has the contrast that
 * WCAG 2.2 AA asks for against what it stands on. The colour itself stays as it is where it can be seen and written on; elsewhere it
 * becomes darker or lighter, as little as that takes.
 * @throws RangeError for what is no opaque colour, and for a page that is neither light nor dark.
 */
export function createTheme({ brand, surface = {}, ...rest }: BrandOptions): Theme {
  const color = opaque(brand);
  const light = paletteOf(color, 'light', surface.light);
  const dark = paletteOf(color, 'dark', surface.dark);
  const tokens = light.map(([name, value], index) => [name, { light: value, dark: dark[index]?.[1] ?? value }]);
  // Two palettes of the same names in the same order.
  return { ...(Object.fromEntries(tokens) as Theme), ...rest };
}

function opaque(text: string): Color {
  const color = readColor(accepted('color', text) ?? '');
  // As it is written in the theme: contrast is worked out of what is drawn.
  if (color?.[3] === 1) return whole(color);
  throw new RangeError(
    `A theme is made of one opaque colour, such as #00695c, not of ${JSON.stringify(text)}: only then can its contrast be worked out.`,
  );
}

const WHITE: Color = [255, 255, 255, 1];
const BLACK: Color = [0, 0, 0, 1];
const BACK: Readonly<Record<Scheme, Color>> = { light: WHITE, dark: BLACK };
const TEXT = 4.5;
const CONTROL = 3;
/** From here on there is a palette for a page: black on a light one, white on a dark one. */
const LEAST_PAGE = 14;

const whole = (color: Color): Color => [Math.round(color[0]), Math.round(color[1]), Math.round(color[2]), color[3]];

/** Less colourful than this, a colour is a grey. */
const GREY = 0.03;

const degrees = (hue: number) => (hue * Math.PI) / 180;
/** Where a search begins: lightness, chroma and hue of what everybody knows as good, as a warning, as bad. */
const TONES: Readonly<Record<'good' | 'warn' | 'danger', Readonly<Record<Scheme, Oklch>>>> = {
  good: { light: [0.52, 0.12, degrees(156)], dark: [0.78, 0.13, degrees(156)] },
  warn: { light: [0.52, 0.11, degrees(72)], dark: [0.82, 0.13, degrees(78)] },
  danger: { light: [0.53, 0.19, degrees(27)], dark: [0.76, 0.13, degrees(23)] },
};

type PaletteToken = Exclude<ColorToken, 'backdrop'>;

function paletteOf(brand: Color, scheme: Scheme, page: string | undefined): readonly (readonly [string, string])[] {
  const isLight = scheme === 'light';
  const [, chroma, hue] = toOklch(brand);
  /** A grey with a touch of the brand; of a grey brand a grey. */
  const grey = (lightness: number, most = 0.016) => fromOklch([lightness, Math.min(chroma * 0.15, most), hue]);
  const surface = page === undefined ? (isLight ? WHITE : grey(0.21)) : opaque(page);
  if (ratioOf(surface, isLight ? BLACK : WHITE) < LEAST_PAGE)
    throw new RangeError(
      `${JSON.stringify(page)} is not ${scheme} enough for a page: text on it would have no shades.`,
    );
  const text = grey(isLight ? 0.22 : 0.94);
  const thin = (color: Color, share: number): Color => [color[0], color[1], color[2], Math.round(share * 255) / 255];
  const soft = thin(text, 0.05);
  const track = mix(text, surface, 0.08);
  const raised = whole(mix(WHITE, surface, isLight ? 0.85 : 0.18));
  const onPage = [surface, over(soft, surface)];
  const fill = (color: Color) => over(thin(color, 0.1), surface);

  /** The nearest shade that will do, away from the page. */
  const shade = ([lightness, c, h]: Oklch, willDo: (color: Color) => boolean): Color => {
    for (let step = 0; step <= 100; step += 1) {
      const at = lightness + (isLight ? -step : step) * 0.01;
      if (at < 0 || at > 1) break;
      const candidate = fromOklch([at, c, h]);
      if (willDo(candidate)) return candidate;
    }
    return isLight ? BLACK : WHITE;
  };
  const clears = (color: Color, least: number, grounds: readonly Color[]) =>
    grounds.every((ground) => ratioOf(color, ground) >= least);

  const warn = shade(TONES.warn[scheme], (color) => clears(color, TEXT, [surface, fill(color)]));
  const danger = shade(TONES.danger[scheme], (color) => clears(color, TEXT, [...onPage, fill(warn), fill(color)]));
  const grounds = [...onPage, fill(warn), fill(danger)];
  const good = shade(TONES.good[scheme], (color) =>
    clears(color, TEXT, [surface, track, over(raised, surface), fill(color)]),
  );
  const muted = shade(
    [isLight ? 0.48 : 0.72, Math.min(chroma * 0.15, 0.016), hue],
    (color) => clears(color, TEXT, grounds) && ratioOf(over(thin(color, 0.845), surface), surface) >= TEXT,
  );
  const edge = shade([isLight ? 0.64 : 0.5, Math.min(chroma * 0.15, 0.016), hue], (color) =>
    clears(color, CONTROL, grounds),
  );
  const inks = [WHITE, fromOklch([0.2, Math.min(chroma * 0.4, 0.05), hue]), BLACK];
  const inkOn = (color: Color) => {
    const hovered = mix(color, isLight ? BLACK : WHITE, 0.9);
    return inks.find((ink) => clears(ink, TEXT, [color, hovered]));
  };
  const isAccent = (least: number) => (color: Color) => clears(color, least, grounds) && inkOn(color) !== undefined;
  /** Where it has to become another, a grey becomes the ink of the page, and a colour is moved as far as looks meant. */
  const moved = chroma < GREY ? text : shade(toOklch(brand), isAccent(isLight ? CONTROL : TEXT));
  const accent = isAccent(CONTROL)(brand) ? brand : moved;
  const focus = shade(toOklch(accent), (color) => clears(color, CONTROL, [...grounds, track]));
  const colors: Readonly<Record<PaletteToken, Color>> = {
    accent,
    onAccent: inkOn(accent) ?? BACK[scheme],
    text,
    muted,
    surface,
    raised,
    soft,
    line: thin(text, 0.12),
    edge,
    focus,
    good,
    goodSoft: thin(good, 0.1),
    warn,
    warnSoft: thin(warn, 0.1),
    danger,
    dangerSoft: thin(danger, 0.1),
  };
  return Object.entries(colors).map(([name, color]) => [name, writeColor(color)]);
}
