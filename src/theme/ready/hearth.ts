import type { Theme } from '../theme.js';

/** Warm and round, with room, and good to letters with serifs. */
export const hearth: Theme = {
  accent: {
    light: '#a8442a',
    dark: '#db7257',
  },
  onAccent: {
    light: '#ffffff',
    dark: '#280c05',
  },
  text: {
    light: '#211816',
    dark: '#f6e8e4',
  },
  muted: {
    light: '#635855',
    dark: '#aea19e',
  },
  surface: {
    light: '#fdf9f3',
    dark: '#1d1712',
  },
  raised: {
    light: '#fffefd',
    dark: '#46413d',
  },
  soft: {
    light: '#2118160d',
    dark: '#f6e8e40d',
  },
  line: {
    light: '#2118161f',
    dark: '#f6e8e41f',
  },
  edge: {
    light: '#8c807d',
    dark: '#7d716e',
  },
  focus: {
    light: '#a8442a',
    dark: '#db7257',
  },
  good: {
    light: '#047745',
    dark: '#69d094',
  },
  goodSoft: {
    light: '#0477451a',
    dark: '#69d0941a',
  },
  warn: {
    light: '#8f5d04',
    dark: '#f2b95a',
  },
  warnSoft: {
    light: '#8f5d041a',
    dark: '#f2b95a1a',
  },
  danger: {
    light: '#c22826',
    dark: '#f98e8a',
  },
  dangerSoft: {
    light: '#c228261a',
    dark: '#f98e8a1a',
  },
  density: 'roomy',
  corners: 'round',
  fontFamily: "'Iowan Old Style', 'Palatino Linotype', Georgia, 'DejaVu Serif', serif",
  shadow: '0 1.5em 4em -1em rgb(62 32 16 / 40%)',
};
