/** What a token may hold, by its name. Everything else about tokens stands in `tokens.ts`, for those who read. */
export const KINDS = {
  accent: 'color',
  onAccent: 'color',
  text: 'color',
  muted: 'color',
  surface: 'color',
  raised: 'color',
  soft: 'color',
  line: 'color',
  edge: 'color',
  focus: 'color',
  good: 'color',
  goodSoft: 'color',
  warn: 'color',
  warnSoft: 'color',
  danger: 'color',
  dangerSoft: 'color',
  backdrop: 'color',
  radius: 'length',
  radiusSmall: 'length',
  buttonRadius: 'length',
  dialogRadius: 'length',
  space: 'factor',
  fontSize: 'size',
  fontFamily: 'font',
  shadow: 'shadow',
  motion: 'duration',
} as const;

export type TokenName = keyof typeof KINDS;
/** `length` is a corner, `size` that of the text, `factor` a plain number. */
export type TokenKind = (typeof KINDS)[TokenName];
export type ColorToken = { [T in TokenName]: (typeof KINDS)[T] extends 'color' ? T : never }[TokenName];

// The keys of an object that is written above, and no other.
export const TOKEN_NAMES = Object.keys(KINDS) as readonly TokenName[];

/** The custom property of a token: `onAccent` is `--ps-on-accent`. */
export function propertyOf(token: TokenName): `--ps-${string}` {
  return `--ps-${token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
