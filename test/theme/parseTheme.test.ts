import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTheme, themeCss, TOKENS, type Theme } from 'planshift/theme';
import { loadCases } from '../cases.js';

interface Case {
  readonly token: string;
  readonly value: string;
  readonly expect: 'accept' | 'reject';
  readonly why: string;
}

// The repository's own file, or one of the same shape.
const { themeTokens } = loadCases('security') as { readonly themeTokens: { readonly cases: readonly Case[] } };
const shown = (text: string) => JSON.stringify(text).slice(0, 60);
/** The names of the cases as keys of a theme. */
const keyOf = (token: string) => (token === 'color' ? 'accent' : token.replace('(name) ', ''));
/** As a partner's file arrives: a key like `__proto__` is one of its own. */
const fileOf = (key: string, value: unknown): unknown =>
  JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(value)}}`);

describe('a value of a theme', () => {
  it.each(themeTokens.cases.map((one) => [one.expect, one.token, shown(one.value), one] as const))(
    'is %sed: %s %s',
    (_expect, _token, _value, one) => {
      const key = keyOf(one.token);
      const { theme, problems } = parseTheme(fileOf(key, one.value));
      if (one.expect === 'accept') {
        expect(problems).toEqual([]);
        expect(Object.keys(theme)).toEqual([key]);
      } else {
        expect(Object.keys(theme)).toEqual([]);
        expect(problems.map((problem) => problem.key)).toEqual([key]);
        expect(themeCss(fileOf(key, one.value) as Theme)).toBe(':root {\n}\n');
      }
    },
  );

  it('never reaches what all objects share', () => {
    const { theme } = parseTheme(JSON.parse('{"__proto__":{"polluted":"red"},"accent":{"__proto__":{"light":"red"}}}'));
    expect(Object.getPrototypeOf(theme)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
    expect(theme).toEqual({});
  });

  it.each<[string, unknown]>([
    ['a text', 'red'],
    ['a list', ['red']],
    ['nothing', null],
    ['a number', 7],
  ])('as %s in place of a theme is named as a whole', (_, input) => {
    expect(parseTheme(input)).toEqual({ theme: {}, problems: [{ key: '', why: expect.stringMatching(/object/) }] });
  });

  it('is refused however deep it goes, and told by its beginning', () => {
    const deep = `${'{"light":'.repeat(50_000)}"red"${'}'.repeat(50_000)}`;
    const { theme, problems } = parseTheme(JSON.parse(`{"accent":${deep},"line":"#eee"}`));
    expect(theme).toEqual({ line: '#eee' });
    expect(problems).toEqual([{ key: 'accent', why: expect.stringMatching(/^It takes .{1,200}$/) }]);
  });

  it('may stand in a file that names its schema for an editor', () => {
    expect(parseTheme({ $schema: './theme.schema.json', line: '#eee' })).toEqual({
      theme: { line: '#eee' },
      problems: [],
    });
  });

  it('is left out without a word where it is undefined', () => {
    expect(parseTheme({ accent: undefined, density: undefined, line: '#eee' })).toEqual({
      theme: { line: '#eee' },
      problems: [],
    });
  });

  it.each<[keyof Theme, unknown]>([
    ['accent', { light: '#fff' }],
    ['accent', { light: '#fff', dark: 'url(x)' }],
    ['accent', { light: '#fff', dark: '#000', night: '#000' }],
    ['accent', ['#fff']],
    ['accent', 'canvas'],
    ['accent', 'var(--secret)'],
    ['accent', 'var(--primary, red)'],
    ['accent', 'color-mix(in srgb, url(x) 50%, red)'],
    ['space', '1'],
    ['space', 0],
    ['space', 1e9],
    ['space', Number.NaN],
    ['fontSize', '400px'],
    ['fontSize', '0'],
    ['motion', '9s'],
    ['shadow', '0 0 9999px 9999px red'],
    ['shadow', '0 0 1em url(x)'],
    ['density', 'tight'],
    ['corners', 'toString'],
    ['fontFamily', '"A";}'],
    ['fontFamily', 'expression(1)'],
  ])('%s is refused as %j, and the rest is kept', (key, value) => {
    const { theme, problems } = parseTheme({ [key]: value, line: '#eee' });
    expect(theme).toEqual({ line: '#eee' });
    expect(problems.map((problem) => problem.key)).toEqual([key]);
  });

  it('may be any that a brand needs', () => {
    const theme: Theme = {
      density: 'compact',
      corners: 'round',
      accent: { light: '#00695C', dark: 'oklch(80% 0.1 180 / 90%)' },
      onAccent: 'White',
      muted: 'color-mix(in srgb, #000 60%, transparent)',
      surface: 'hsl(40, 20%, 98%)',
      text: 'rgba(0, 0, 0, 0.9)',
      good: 'var(--green-11)',
      warn: 'hsl(var(--foreground))',
      radius: '9999px',
      fontSize: '15px',
      space: 1.1,
      fontFamily: "'Noto Sans Arabic', Iowan Old Style, serif",
      shadow: '0 1px 2px rgb(0 0 0 / 20%), inset 0 0 0 1px #0001',
      motion: '0',
    };
    expect(parseTheme(theme).problems).toEqual([]);
    const css = themeCss(theme, "[data-brand='x'] .a > b");
    expect(css).toContain("[data-brand='x'] .a > b {\n");
    expect(css).toContain('--ps-accent: light-dark(#00695c, oklch(80% 0.1 180 / 90%));');
    expect(css).toContain('--ps-space: 1.1;');
    expect(css).toContain('--ps-motion: 0s;');
    expect(css).toContain('--ps-button-radius: 2em;');
  });

  it('is told by its beginning, without letters that a terminal obeys', () => {
    const [problem] = parseTheme({ accent: `\u001b[31m${'x'.repeat(500)}` }).problems;
    expect(problem?.why).toMatch(/Not "\?\[31mx+" …\.$/);
    expect(problem?.why.length).toBeLessThan(200);
  });

  it('never ends a declaration, a rule or an element, whatever is written', () => {
    const piece = fc.constantFrom(
      ';',
      '}',
      '{',
      '</style>',
      'url(',
      '@import',
      '/*',
      '\\',
      '!important',
      'red',
      '"',
      "'",
      ' ',
      '1px',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...TOKENS.map(({ name }) => name)), text), (input) => {
        const lines = themeCss(input as Theme).split('\n');
        for (const line of lines.slice(1, -2))
          expect(line).toMatch(/^ {2}--ps-[a-z-]+: [^;{}<>@\\!/*]*(?: \/ [^;{}<>@\\!*]*)?;$/);
        expect(lines.join('')).not.toMatch(/url|import|expression/);
      }),
      { numRuns: 2000 },
    );
  });

  it('is read in no time however long it is', () => {
    for (const one of ['a'.repeat(50_000), '"a" '.repeat(12_500), 'rgb('.repeat(10_000), `${'0px '.repeat(12_000)}!`]) {
      const begun = performance.now();
      for (const { name } of TOKENS) parseTheme({ [name]: one });
      expect(performance.now() - begun).toBeLessThan(5 * TOKENS.length);
    }
    // As long as a value may be, and just not one.
    for (const one of [`${'a '.repeat(99)}!`, `${'a, '.repeat(60)}!`, `${'0 '.repeat(99)}!`]) {
      const begun = performance.now();
      for (const { name } of TOKENS) parseTheme({ [name]: one });
      expect(performance.now() - begun).toBeLessThan(5 * TOKENS.length);
    }
  });
});

describe('the rule of a theme', () => {
  it.each(['a{}', 'a}b', '</style>', 'a;b', '@media x', 'a\\', 'a/**/', ''])(
    'is not made for the selector %j',
    (selector) => {
      expect(() => themeCss({}, selector)).toThrow(RangeError);
    },
  );
});
