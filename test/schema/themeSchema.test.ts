import Ajv from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { createTheme, parseTheme, TOKENS } from 'planshift/theme';
import { makeThemeSchema } from '../../schema/generate.mjs';
import { loadCases } from '../cases.js';

const schema = await makeThemeSchema();
const validate = new Ajv({ strict: false }).compile(schema);
// The repository's own file, or one of the same shape.
const { themeTokens } = loadCases('security') as {
  readonly themeTokens: { readonly cases: readonly { token: string; value: string; expect: string }[] };
};

describe('the schema of a theme', () => {
  it('knows every token with its meaning, and nothing else', () => {
    const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, { description?: string }>> };
    expect(Object.keys(properties)).toEqual(['$schema', 'density', 'corners', ...TOKENS.map(({ name }) => name)]);
    for (const { name, meaning } of TOKENS) expect(properties[name]?.description).toContain(meaning);
    expect(validate({ other: 'red' })).toBe(false);
  });

  it('takes and refuses what the reader of themes does', () => {
    const names: Readonly<Record<string, string>> = { color: 'accent' };
    for (const { token, value } of themeTokens.cases) {
      const key = names[token] ?? token.replace('(name) ', '');
      const file: unknown = JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(value)}}`);
      expect([token, value, validate(file)]).toEqual([token, value, parseTheme(file).problems.length === 0]);
    }
  });

  it('takes what is made of a colour', () => {
    expect(validate(createTheme({ brand: '#663399', density: 'compact', corners: 'round', fontFamily: 'Inter' }))).toBe(
      true,
    );
  });
});
