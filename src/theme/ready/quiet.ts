import type { Theme } from '../theme.js';

/** No colour at all: ink on paper, white on black. For products whose own colour is elsewhere. */
export const quiet: Theme = {
  accent: {
    light: '#1f2328',
    dark: '#eaebec',
  },
  onAccent: {
    light: '#ffffff',
    dark: '#151618',
  },
  text: {
    light: '#1a1b1b',
    dark: '#eaebec',
  },
  muted: {
    light: '#5a5b5c',
    dark: '#a4a5a5',
  },
  surface: {
    light: '#ffffff',
    dark: '#0f1012',
  },
  raised: {
    light: '#ffffff',
    dark: '#3a3b3d',
  },
  soft: {
    light: '#1a1b1b0d',
    dark: '#eaebec0d',
  },
  line: {
    light: '#1a1b1b1f',
    dark: '#eaebec1f',
  },
  edge: {
    light: '#858687',
    dark: '#6b6c6d',
  },
  focus: {
    light: '#1f2328',
    dark: '#eaebec',
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
  radius: '0.5em',
  shadow: '0 0.5em 2em -0.5em rgb(0 0 0 / 25%)',
};
