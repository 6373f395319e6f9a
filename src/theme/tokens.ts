import { KINDS, propertyOf, TOKEN_NAMES, type TokenKind, type TokenName } from './kinds.js';

/** A custom property that a host may set, on any element around the kit. */
export interface Token {
  readonly name: TokenName;
  readonly property: `--ps-${string}`;
  readonly kind: TokenKind;
  /** What it is for, in a sentence. */
  readonly meaning: string;
  /** What it is where nobody sets it, as it stands in the style sheet. */
  readonly default: string;
}

const SAID: Readonly<Record<TokenName, readonly [meaning: string, initial: string]>> = {
  accent: ['The chosen thing and the primary button.', 'light-dark(#2f54c9, #9db2ff)'],
  onAccent: ['What is written on the accent.', 'light-dark(#fff, #0c1330)'],
  text: ['All text. Without it the page’s own; in dialogs that of the system.', 'CanvasText'],
  muted: ['Quiet text: labels, details, what is not included.', 'color-mix(in srgb, currentColor 74%, transparent)'],
  surface: ['What the kit stands on: the colour of your page, and of dialogs.', 'Canvas'],
  raised: ['The thumb of the interval switch.', 'light-dark(#fff, color-mix(in srgb, #fff 18%, Canvas))'],
  soft: ['The fill of notices, badges and hovered buttons.', 'color-mix(in srgb, currentColor 5%, transparent)'],
  line: ['Hairlines between things.', 'color-mix(in srgb, currentColor 12%, transparent)'],
  edge: ['The border of buttons, fields and the current plan.', 'color-mix(in srgb, currentColor 55%, transparent)'],
  focus: ['The ring around what has focus.', 'var(--_accent)'],
  good: ['A saving, something gained, a change that is made.', 'light-dark(#18794a, #63d39b)'],
  goodSoft: ['The fill behind good news.', 'color-mix(in srgb, var(--_good) 10%, transparent)'],
  warn: ['The mark of a warning.', 'light-dark(#8a5800, #f1bd57)'],
  warnSoft: ['The fill of a warning.', 'color-mix(in srgb, var(--_warn) 10%, transparent)'],
  danger: ['The mark and words of what failed or is lost.', 'light-dark(#bb2a25, #ff958d)'],
  dangerSoft: ['The fill behind what failed or is lost.', 'color-mix(in srgb, var(--_danger) 10%, transparent)'],
  backdrop: ['Over the page, behind a dialog.', 'rgb(10 12 18 / 45%)'],
  radius: ['Corners of cards and notices.', '0.625em'],
  radiusSmall: ['Corners of fields and small things.', 'calc(var(--_radius) * 0.7)'],
  buttonRadius: ['Corners of buttons.', 'var(--_radius-small)'],
  dialogRadius: ['Corners of dialogs.', 'calc(var(--_radius) * 1.4)'],
  space: ['Room in and between things: 1 is regular, less is denser.', '1'],
  fontSize: ['The text everything else is measured by.', '1em'],
  fontFamily: ['The letters. Without it the page’s own.', 'inherit'],
  shadow: ['Below a dialog.', '0 1em 3em -0.75em rgb(0 0 0 / 35%)'],
  motion: ['How long a movement takes; none where the reader wants none.', '150ms'],
};

/** Every token, in the order in which they are best read. */
export const TOKENS: readonly Token[] = TOKEN_NAMES.map((name) => {
  const [meaning, initial] = SAID[name];
  return { name, property: propertyOf(name), kind: KINDS[name], meaning, default: initial };
});
