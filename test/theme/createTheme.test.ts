import { describe, expect, it } from 'vitest';
import { contrast, contrastProblems, createTheme, parseTheme } from 'planshift/theme';

/** Every colour in steps of 8 per channel, both ends included: 33 by 33 by 33. */
function* cube(): Generator<string> {
  const steps = Array.from({ length: 33 }, (_, index) =>
    Math.min(index * 8, 255)
      .toString(16)
      .padStart(2, '0'),
  );
  for (const red of steps) for (const green of steps) for (const blue of steps) yield `#${red}${green}${blue}`;
}

describe('a theme of one colour', () => {
  it(
    'has the contrast of WCAG AA in every pair that the kit draws, light and dark, whatever the colour',
    { timeout: 60_000 },
    () => {
      const broken: string[] = [];
      let [count, kept] = [0, 0];
      for (const brand of cube()) {
        count += 1;
        const theme = createTheme({ brand });
        const problems = contrastProblems(theme);
        if (problems.length > 0) broken.push(`${brand}: ${JSON.stringify(problems[0])}`);
        if (Object.values(theme.accent ?? {}).includes(brand)) kept += 1;
      }
      expect(broken.slice(0, 5)).toEqual([]);
      expect(count).toBe(35_937);
      // Most colours are left as they are on at least one of the two.
      expect(kept / count).toBeGreaterThan(0.9);
    },
  );

  it('has it on pages of other colours too', () => {
    const pages = [
      { light: '#faf7f0', dark: '#000000' },
      { light: '#f1f5f9', dark: '#1e1b2e' },
      { light: '#e8f0e8', dark: '#10231a' },
    ];
    for (const surface of pages)
      for (const brand of ['#ffd400', '#00695c', '#7f7f7f', '#ff0000', '#0000ff', '#ffffff', '#000000'])
        expect([surface, brand, contrastProblems(createTheme({ brand, surface }))]).toEqual([surface, brand, []]);
  });

  it('has it for colours between the steps of a screen', () => {
    const pages = Array.from({ length: 60 }, (_, step) => ({
      light: `oklch(${(0.93 + step / 1000).toFixed(4)} 0.008 ${step * 6})`,
      dark: `oklch(${(0.1 + step / 517).toFixed(4)} 0.011 ${step * 6})`,
    }));
    for (const surface of pages)
      for (const brand of ['oklch(0.571 0.001 19.1)', 'oklch(0.9 0.14 46.7)', 'hsl(46.5, 33.3%, 41.7%)'])
        expect([surface, brand, contrastProblems(createTheme({ brand, surface }))]).toEqual([surface, brand, []]);
  });

  it('keeps the colour as it is where it can be seen and written on', () => {
    expect(createTheme({ brand: '#00695c' }).accent).toMatchObject({ light: '#00695c' });
    expect(createTheme({ brand: '#ffd400' }).accent).toMatchObject({ dark: '#ffd400' });
    expect(createTheme({ brand: 'rgb(59 130 246)' }).accent).toEqual({ light: '#3b82f6', dark: '#3b82f6' });
  });

  it('moves it no further than has to be: yellow on white becomes darker, and stays yellow', () => {
    const { light } = createTheme({ brand: '#ff0' }).accent as { readonly light: string };
    expect(light).not.toBe('#ffff00');
    expect(contrast(light, '#fff')).toBeLessThan(4.2);
    expect(light.slice(1, 3) > light.slice(5, 7)).toBe(true);
  });

  it('is a theme that every grammar takes, with the presets that were asked for', () => {
    const theme = createTheme({ brand: '#00695c', density: 'compact', corners: 'round', fontFamily: 'Georgia, serif' });
    expect(parseTheme(theme)).toEqual({ theme, problems: [] });
    expect(theme).toMatchObject({ density: 'compact', corners: 'round', fontFamily: 'Georgia, serif' });
  });

  it.each(['', '#12', 'none', '#00695c80', 'transparent', 'var(--primary)', 'url(x)'])(
    'is not made of %j, and says why',
    (brand) => {
      expect(() => createTheme({ brand })).toThrow(/one opaque colour/);
    },
  );

  it('is not made for a page that is neither light nor dark', () => {
    expect(() => createTheme({ brand: '#00695c', surface: { light: '#808080' } })).toThrow(/not light enough/);
    expect(() => createTheme({ brand: '#00695c', surface: { dark: '#808080' } })).toThrow(/not dark enough/);
  });
});

describe('a theme by hand', () => {
  it('is told what cannot be read, by tokens, scheme and ratio', () => {
    const problems = contrastProblems({ accent: '#ffd400', onAccent: '#ffffff', surface: '#ffffff', text: '#111111' }, [
      'light',
    ]);
    expect(problems.map(({ tokens }) => tokens.slice(0, 2))).toEqual(
      expect.arrayContaining([
        ['--ps-on-accent', '--ps-accent'],
        ['--ps-accent', '--ps-surface'],
      ]),
    );
    for (const { scheme, ratio, needed } of problems) {
      expect(scheme).toBe('light');
      expect(ratio).toBeLessThan(needed);
    }
  });

  it('passes where it leaves everything as it is', () => {
    expect(contrastProblems({})).toEqual([]);
  });

  it('that holds variables of the host is left to the host', () => {
    expect(contrastProblems({ accent: 'var(--primary)', onAccent: 'var(--primary)' })).toEqual([]);
  });

  it('is measured as it is drawn: what is half clear lies on its ground', () => {
    expect(contrastProblems({ text: '#00000040' }, ['light']).map(({ tokens }) => tokens[0])).toContain('--ps-text');
    expect(contrastProblems({ text: { light: '#000', dark: '#fff' } })).toEqual([]);
  });
});

describe('the contrast of two colours', () => {
  it.each([
    ['#000', '#fff', 21],
    ['black', 'rgb(255 255 255)', 21],
    ['#777', 'hsl(0 0% 100%)', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['oklch(0% 0 0)', 'oklch(100% 0 0)', 21],
    ['color(x)', '#fff', null],
  ])('of %s and %s is %s', (one, other, ratio) => {
    if (ratio === null) expect(() => contrast(one, other)).toThrow(RangeError);
    else expect(contrast(one, other)).toBeCloseTo(ratio, 2);
  });
});
