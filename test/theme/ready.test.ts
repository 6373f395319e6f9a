import { describe, expect, it } from 'vitest';
import * as kit from 'planshift/theme';

const ready = { quiet: kit.quiet, hearth: kit.hearth, ledger: kit.ledger };
const bridges = { shadcn: kit.shadcnTheme, shadcnHsl: kit.shadcnHslTheme, radix: kit.radixTheme };

describe.each(Object.entries(ready))('the theme %s', (_, theme) => {
  it('is taken whole, and every pair of it can be read, light and dark', () => {
    expect(kit.parseTheme(theme)).toEqual({ theme, problems: [] });
    expect(kit.contrastProblems(theme)).toEqual([]);
  });

  it('has both schemes for every colour, and is data', () => {
    for (const { name, kind } of kit.TOKENS)
      if (kind === 'color' && name !== 'backdrop')
        expect(theme[name]).toEqual({ light: expect.stringMatching(/^#/), dark: expect.stringMatching(/^#/) });
    expect(JSON.parse(JSON.stringify(theme))).toEqual(theme);
  });
});

it('the three themes differ in corners, room and letters, not in colour alone', () => {
  const shapes = Object.values(ready).map(({ corners, density, fontFamily }) => `${corners} ${density} ${fontFamily}`);
  expect(new Set(shapes).size).toBe(3);
});

describe.each(Object.entries(bridges))('the bridge to %s', (_, theme) => {
  it('is taken whole, and says no colour of its own but what it mixes into the host’s', () => {
    expect(kit.parseTheme(theme)).toEqual({ theme, problems: [] });
    for (const value of Object.values(theme)) expect(value).toMatch(/^(hsl\()?var\(--|^color-mix\(in srgb, .*var\(--/);
  });
});
