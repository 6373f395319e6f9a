import type { Corners, Density, Theme } from './theme.js';

export const DENSITIES: Readonly<Record<Density, Theme>> = {
  compact: { space: 0.75 },
  regular: {},
  roomy: { space: 1.25 },
};

export const CORNERS: Readonly<Record<Corners, Theme>> = {
  square: { radius: '0px' },
  soft: {},
  round: { radius: '1.125em', radiusSmall: '0.75em', buttonRadius: '2em', dialogRadius: '1.5em' },
};
