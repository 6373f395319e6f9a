import type { Theme } from '../theme.js';

/**
 * Takes over the variables of Radix Themes; follows its `appearance`. They stand on `.radix-themes`: wear it inside, or in a rule for that class.
 * Where a step of a scale is a little faint for what the kit draws with it, some of the ink is mixed in; the
 * accent and what is written on it are taken as they are.
 */
export const radixTheme: Theme = {
  accent: 'var(--accent-9)',
  onAccent: 'var(--accent-contrast)',
  text: 'var(--gray-12)',
  muted: 'color-mix(in srgb, var(--gray-11) 80%, var(--gray-12))',
  surface: 'var(--color-panel-solid)',
  raised: 'var(--color-panel-solid)',
  soft: 'var(--gray-a3)',
  line: 'var(--gray-a6)',
  edge: 'var(--gray-10)',
  focus: 'var(--accent-11)',
  good: 'color-mix(in srgb, var(--green-11) 80%, var(--gray-12))',
  goodSoft: 'var(--green-a3)',
  warn: 'color-mix(in srgb, var(--amber-11) 80%, var(--gray-12))',
  warnSoft: 'var(--amber-a3)',
  danger: 'color-mix(in srgb, var(--red-11) 80%, var(--gray-12))',
  dangerSoft: 'var(--red-a3)',
  backdrop: 'var(--color-overlay)',
  radius: 'var(--radius-4)',
  radiusSmall: 'var(--radius-3)',
  dialogRadius: 'var(--radius-5)',
  shadow: 'var(--shadow-6)',
};
