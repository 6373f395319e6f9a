import { NAMED } from './names.js';

/** Red, green and blue from 0 to 255, and how much of it there is, from 0 to 1. */
export type Color = readonly [red: number, green: number, blue: number, alpha: number];

const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);

/**
 * A colour as the grammar of themes lets it through, as numbers.
 * Null where it is a variable of the host: only the host's page knows what that is.
 */
export function readColor(text: string): Color | null {
  const digits = NAMED.get(text) ?? text;
  if (digits.startsWith('#')) return ofDigits(digits.slice(1));
  const [, name = '', inside = ''] = /^([a-z]+)\((.*)\)$/.exec(text) ?? [];
  const parts = inside.split(/[\s,/]+/).filter((part) => part !== '');
  const [a = '0', b = '0', c = '0', alpha = '1'] = parts;
  const share = (part: string, whole: number) =>
    part.endsWith('%') ? (Number.parseFloat(part) / 100) * whole : Number.parseFloat(part);
  const opacity = clamp(share(alpha, 1), 1);
  const turn = (Number.parseFloat(c) * Math.PI) / 180;
  switch (name) {
    case 'rgb':
    case 'rgba':
      return [clamp(share(a, 255), 255), clamp(share(b, 255), 255), clamp(share(c, 255), 255), opacity];
    case 'hsl':
    case 'hsla':
      return text.includes('var(')
        ? null
        : [...ofHsl(Number.parseFloat(a), clamp(share(b, 1), 1), clamp(share(c, 1), 1)), opacity];
    case 'oklch': {
      const chroma = share(b, 0.4);
      return [...ofOklab(share(a, 1), chroma * Math.cos(turn), chroma * Math.sin(turn)), opacity];
    }
    case 'oklab':
      return [...ofOklab(share(a, 1), share(b, 0.4), share(c, 0.4)), opacity];
    default:
      return null;
  }
}

function ofDigits(digits: string): Color {
  const full = digits.length < 6 ? digits.replace(/./g, '$&$&') : digits;
  const at = (index: number) => Number.parseInt(full.slice(index, index + 2), 16);
  return [at(0), at(2), at(4), full.length === 8 ? at(6) / 255 : 1];
}

function ofHsl(hue: number, saturation: number, lightness: number): readonly [number, number, number] {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (step: number) => {
    const at = (((step + hue / 30) % 12) + 12) % 12;
    return (lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1))) * 255;
  };
  return [channel(0), channel(8), channel(4)];
}

/** `#rrggbb`, with two digits more where it is not opaque. */
export function writeColor([red, green, blue, alpha]: Color): string {
  const parts = alpha < 1 ? [red, green, blue, alpha * 255] : [red, green, blue];
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** One colour laid on another that is opaque. */
export function over(front: Color, back: Color): Color {
  return front[3] === 1 ? front : mix([front[0], front[1], front[2], 1], back, front[3]);
}

/** `color-mix(in srgb, one share, other)`: as CSS does it, with alpha taken into account first. */
export function mix(one: Color, other: Color, share: number): Color {
  const alpha = one[3] * share + other[3] * (1 - share);
  const at = (index: 0 | 1 | 2) =>
    alpha === 0 ? 0 : (one[index] * one[3] * share + other[index] * other[3] * (1 - share)) / alpha;
  return [at(0), at(1), at(2), alpha];
}

export const linear = (channel: number) => {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};
const gamma = (share: number) => (share <= 0.0031308 ? share * 12.92 : 1.055 * share ** (1 / 2.4) - 0.055) * 255;

const luminance = ([red, green, blue]: Color) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

/** WCAG 2.2: from 1, the same, to 21, black on white. */
export function ratioOf(one: Color, other: Color): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Lightness from 0 to 1 as eyes see it, how colourful, and the hue in radians (Björn Ottosson's OKLab, in polar form). */
export type Oklch = readonly [lightness: number, chroma: number, hue: number];

export function toOklch([red, green, blue]: Color): Oklch {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, Math.hypot(a, bb), Math.atan2(bb, a)];
}

function unclamped(lightness: number, a: number, b: number): readonly [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function ofOklab(lightness: number, a: number, b: number): readonly [number, number, number] {
  const [red, green, blue] = unclamped(lightness, a, b);
  const channel = (share: number) => clamp(gamma(clamp(share, 1)), 255);
  return [channel(red), channel(green), channel(blue)];
}

/** As colourful as screens can show it at this lightness and hue, in whole steps of 255. */
export function fromOklch([lightness, chroma, hue]: Oklch): Color {
  const [a, b] = [Math.cos(hue), Math.sin(hue)];
  const isShown = (c: number) =>
    unclamped(lightness, c * a, c * b).every((share) => share >= -0.0005 && share <= 1.0005);
  let most = chroma;
  if (!isShown(chroma)) {
    let least = 0;
    for (let step = 0; step < 7; step += 1) {
      const middle = (least + most) / 2;
      if (isShown(middle)) least = middle;
      else most = middle;
    }
    most = least;
  }
  const [red, green, blue] = ofOklab(lightness, most * a, most * b);
  return [Math.round(red), Math.round(green), Math.round(blue), 1];
}
