import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandTheme, contrast, contrastProblems } from 'planshift/theme';

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('a brand colour', () => {
  it('gives accents that stand out and can be written on, whatever it is', () => {
    fc.assert(
      fc.property(color, (brand) => {
        const { light, dark } = brandTheme(brand);
        expect(contrast(light.accent, '#ffffff')).toBeGreaterThanOrEqual(3);
        expect(contrast(dark.accent, '#1e2026')).toBeGreaterThanOrEqual(3);
        expect(contrast(light.accent, light.onAccent)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(dark.accent, dark.onAccent)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('stays as it is where it can be seen', () => {
    expect(brandTheme('#00695c').light).toEqual({ accent: '#00695c', onAccent: '#ffffff' });
    expect(brandTheme('#ffd400').dark).toEqual({ accent: '#ffd400', onAccent: '#000000' });
  });

  it('is moved where it cannot: yellow on white becomes darker', () => {
    const { light } = brandTheme('#ff0');
    expect(light.accent).not.toBe('#ffff00');
    expect(contrast(light.accent, '#fff')).toBeLessThan(4);
  });

  it('comes as tokens for the style sheet of the host', () => {
    expect(brandTheme('#00695c').css).toMatch(
      /^--ps-accent: light-dark\(#00695c, #[\da-f]{6}\); --ps-on-accent: light-dark\(#ffffff, #[\da-f]{6}\);$/,
    );
  });

  it.each(['red', 'rgb(0 0 0)', '#12', ''])('is refused with a reason as %j', (given) => {
    expect(() => brandTheme(given)).toThrow(/#rgb or #rrggbb/);
  });
});

describe('a theme', () => {
  it('is told what cannot be read, by the names of its tokens', () => {
    const problems = contrastProblems({ accent: '#ffd400', onAccent: '#ffffff', surface: '#ffffff', text: '#111111' });
    expect(problems.map(({ tokens }) => tokens)).toEqual([
      ['--ps-on-accent', '--ps-accent'],
      ['--ps-accent', '--ps-surface'],
    ]);
  });

  it('passes with the colours of the kit itself, light and dark', () => {
    expect(contrastProblems({ accent: '#2f54c9', onAccent: '#ffffff', surface: '#ffffff', text: '#000000' })).toEqual(
      [],
    );
    expect(contrastProblems({ accent: '#9db2ff', onAccent: '#0c1330', surface: '#121212', text: '#ffffff' })).toEqual(
      [],
    );
  });
});
