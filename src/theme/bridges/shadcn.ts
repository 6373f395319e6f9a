import type { Theme } from '../theme.js';

/** Red, amber and green are mixed with the host's ink, so that they can be read in either scheme; quiet text and borders stay the kit's:
    shadcn/ui's are below what WCAG asks for on its own grounds. */
const taking = (name: (variable: string) => string): Theme => {
  const ink = name('foreground');
  return {
    accent: name('primary'),
    onAccent: name('primary-foreground'),
    text: ink,
    surface: name('background'),
    raised: name('card'),
    soft: name('muted'),
    line: name('border'),
    good: `color-mix(in srgb, ${ink} 35%, #16a34a)`,
    warn: `color-mix(in srgb, ${ink} 35%, #d97706)`,
    danger: `color-mix(in srgb, ${name('destructive')} 80%, ${ink})`,
    radius: 'var(--radius)',
  };
};

/** Takes over the variables of shadcn/ui where they hold colours, as with Tailwind 4; follows its `.dark`. */
export const shadcnTheme: Theme = /* @__PURE__ */ taking((variable) => `var(--${variable})`);

/** The same where they hold the three parts of `hsl()`, as with Tailwind 3. */
export const shadcnHslTheme: Theme = {
  .../* @__PURE__ */ taking((variable) => `hsl(var(--${variable}))`),
  // Theirs is a ground for white letters there, too deep to be read on a dark page.
  danger: 'color-mix(in srgb, hsl(var(--foreground)) 35%, #dc2626)',
};
