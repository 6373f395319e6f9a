import type { Corners, Density, Theme } from './theme.js';

// Each says everything that it is about: a theme inside another takes nothing of it over.
export const DENSITIES: Readonly<Record<Density, Theme>> = {
  compact: { space: 0.75 },
  regular: { space: 1 },
  roomy: { space: 1.25 },
};

const corners = (radius: string, radiusSmall: string, buttonRadius: string, dialogRadius: string): Theme => ({
  radius,
  radiusSmall,
  buttonRadius,
  dialogRadius,
});

export const CORNERS: Readonly<Record<Corners, Theme>> = {
  square: corners('0px', '0px', '0px', '0px'),
  soft: corners('0.625em', '0.4375em', '0.4375em', '0.875em'),
  round: corners('1.125em', '0.75em', '2em', '1.5em'),
};
