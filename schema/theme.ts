import { MOST, PATTERNS, SPACE } from '../src/theme/grammar.js';
import type { TokenKind } from '../src/theme/kinds.js';
import { CORNERS, DENSITIES } from '../src/theme/presets.js';
import { TOKENS } from '../src/theme/tokens.js';

type Json = Readonly<Record<string, unknown>>;

function ofKind(kind: TokenKind): Json {
  if (kind === 'factor') return { type: 'number', ...SPACE };
  return { type: 'string', maxLength: MOST, pattern: PATTERNS[kind] };
}

const kinds = new Set(TOKENS.map(({ kind }) => kind));
const named: Json = Object.fromEntries([...kinds].map((kind) => [kind, ofKind(kind)]));
const one = { $ref: '#/$defs/color' };
const scheme: Json = {
  type: 'object',
  properties: { light: one, dark: one },
  required: ['light', 'dark'],
  additionalProperties: false,
};

const tokens = TOKENS.map(({ name, kind, meaning, default: initial }) => [
  name,
  {
    description: `${meaning} Default: ${initial}.`,
    ...(kind === 'color' ? { anyOf: [one, scheme] } : { $ref: `#/$defs/${kind}` }),
  },
]);

/** What a partner's theme file may hold: as `parseTheme` reads it, but for words of colours, which are small here. */
export const themeSchema: Json = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A theme of Planshift',
  type: 'object',
  properties: {
    $schema: { type: 'string' },
    density: { description: 'Sets space. Default: regular.', enum: Object.keys(DENSITIES) },
    corners: { description: 'Sets the radii that the theme does not name. Default: soft.', enum: Object.keys(CORNERS) },
    ...Object.fromEntries(tokens),
  },
  additionalProperties: false,
  $defs: named,
};
