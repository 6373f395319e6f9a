import type { Theme } from '../theme.js';

/** Dense and square, for products that are worked in all day. */
export const ledger: Theme = {
  accent: {
    light: '#0b57d0',
    dark: '#4488ff',
  },
  onAccent: {
    light: '#ffffff',
    dark: '#08152c',
  },
  text: {
    light: '#161b22',
    dark: '#e5ecf6',
  },
  muted: {
    light: '#565b64',
    dark: '#9fa5af',
  },
  surface: {
    light: '#ffffff',
    dark: '#101418',
  },
  raised: {
    light: '#ffffff',
    dark: '#3b3e42',
  },
  soft: {
    light: '#161b220d',
    dark: '#e5ecf60d',
  },
  line: {
    light: '#161b221f',
    dark: '#e5ecf61f',
  },
  edge: {
    light: '#818690',
    dark: '#696f78',
  },
  focus: {
    light: '#0b57d0',
    dark: '#4488ff',
  },
  good: {
    light: '#0c7a48',
    dark: '#69d094',
  },
  goodSoft: {
    light: '#0c7a481a',
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
  density: 'compact',
  corners: 'square',
  fontSize: '0.9375em',
  shadow: '0 0 0 1px rgb(0 0 0 / 20%), 0 0.5em 1.5em rgb(0 0 0 / 25%)',
  motion: '0.08s',
};
