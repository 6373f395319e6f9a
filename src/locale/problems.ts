import { en } from './en.js';
import type { MessageKey, PluralText, Source } from './messages.js';

/**
 * What is wrong with one word of a language.
 * `missing`: English stands in for it. `unknown`: no screen says it. `unreadable`: neither text nor plural forms with `other`.
 * `names`: it fills in other names in braces than the English text. `forms`: a plural form that its numbers need is not there,
 * and `other` stands in.
 */
export interface WordProblem {
  readonly key: string;
  readonly problem: 'missing' | 'unknown' | 'unreadable' | 'names' | 'forms';
  /** The English text. Undefined for an unknown key. */
  readonly english?: Source;
}

type Words = Readonly<Record<string, unknown>>;

export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}

function isPlural(value: unknown): value is PluralText {
  return (
    typeof value === 'object' &&
    value !== null &&
    'other' in value &&
    Object.values(value).every((form) => typeof form === 'string')
  );
}

function isSource(value: unknown): value is Source {
  return typeof value === 'string' || isPlural(value);
}

/** The names in braces of a text. Only `zero`, `one` and `two` may leave out `{count}`: they say it by themselves. */
function namesOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));
}

function fillsIn(text: string, wanted: ReadonlySet<string>, mayOmitCount: boolean): boolean {
  const names = namesOf(text);
  return (
    [...names].every((name) => wanted.has(name)) &&
    [...wanted].every((name) => names.has(name) || (mayOmitCount && name === 'count'))
  );
}

const SAY_IT_THEMSELVES = new Set(['zero', 'one', 'two']);

/** Whether every form fills in what the English text does, no less and no other. */
function hasNamesOf(source: Source, model: Source): boolean {
  const wanted = namesOf(typeof model === 'string' ? model : model.other);
  return typeof source === 'string'
    ? fillsIn(source, wanted, false)
    : Object.entries(source).every(([form, text]) => fillsIn(text, wanted, SAY_IT_THEMSELVES.has(form)));
}

const COUNTS = [...Array(200).keys(), 1000, 1_000_000];

/** The plural categories that whole numbers of a language have. Where English has no form for one, the number is never below two. */
export function formsOf(locale: string, model: PluralText): Set<string> {
  const rules = new Intl.PluralRules(locale);
  const least = model.one === undefined ? 2 : 1;
  return new Set(COUNTS.filter((count) => count >= least).map((count) => rules.select(count)));
}

/** The English text; nothing for what every object has, such as `constructor`. */
function modelOf(key: string): Source | undefined {
  return isMessageKey(key) ? en[key] : undefined;
}

function problemOf(locale: string, key: string, value: unknown): WordProblem['problem'] | null {
  const model = modelOf(key);
  if (model === undefined) return 'unknown';
  if (value === undefined) return 'missing';
  if (!isSource(value) || (typeof value === 'string') !== (typeof model === 'string')) return 'unreadable';
  if (!hasNamesOf(value, model)) return 'names';
  if (typeof value === 'string' || typeof model === 'string') return null;
  return [...formsOf(locale, model)].every((form) => form in value) ? null : 'forms';
}

/** Everything that is wrong with the words of a language; empty where it is whole. */
export function wordProblems(locale: string, words: Words): readonly WordProblem[] {
  const keys = new Set([...Object.keys(en), ...Object.keys(words)]);
  return [...keys].flatMap((key) => {
    const problem = problemOf(locale, key, words[key]);
    const model = modelOf(key);
    return problem === null ? [] : [{ key, problem, ...(model !== undefined && { english: model }) }];
  });
}

/** The keys that a language has no word for. */
export function missingWords(words: Words): readonly MessageKey[] {
  return Object.keys(en).filter((key): key is MessageKey => isMessageKey(key) && words[key] === undefined);
}
