import type { en } from './en.js';
import type { changesEn } from './en/changes.js';
import type { plansEn } from './en/plans.js';

/** A text with a form for each plural category of its language; `{count}` chooses. `other` is always there. */
export interface PluralText {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/** One entry of the catalogue: a text, or its plural forms. */
export type Source = string | PluralText;

export type MessageKey = keyof typeof en;
/** The words of plans and of a change, which come without those of the rest of a subscription's life. */
export type ChangeKey = keyof typeof changesEn;
/** The words that plans and intervals need, which come without those of a change. */
export type PlanKey = keyof typeof plansEn;

/**
 * All words of the screens in one language. Plain data, so that a server can hand them to the browser.
 * A missing word is a type error; names in braces must keep their English spelling.
 */
export type Messages = { readonly [K in MessageKey]: (typeof en)[K] extends string ? string : PluralText };

type Names<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type TextOf<T> = T extends { readonly other: infer Text } ? Text : T;

/** The names a message wants filled in, read from its English text. */
export type NamesOf<K extends MessageKey> = Names<TextOf<(typeof en)[K]>>;

/** What a message is filled with. `count` is a number, all others are ready to be shown. */
export type ValuesOf<K extends MessageKey, V> = { readonly [N in NamesOf<K>]: N extends 'count' ? number : V };

/** The second argument of a message: none where nothing is to be filled in. */
export type Fill<K extends MessageKey, V> = [NamesOf<K>] extends [never]
  ? readonly []
  : readonly [values: ValuesOf<K, V>];
