import { describe, expect, it } from 'vitest';
import { en } from '../../src/locale/en.js';
import type { Language } from '../../src/locale/language.js';
import type { Source } from '../../src/locale/messages.js';
import { formsOf, wordProblems } from '../../src/locale/problems.js';

const doors = import.meta.glob<Readonly<Record<string, Language>>>(
  ['../../src/exports/locales/*.ts', '!**/custom.ts', '!**/pseudo.ts'],
  { eager: true },
);

/** Every language by the name of its entry. */
const languages = Object.entries(doors).map(
  ([file, exported]) => [file.replace(/^.*\/|\.ts$/g, ''), exported] as const,
);

/** The entry, and the name under which it exports its language. */
const NAMES = {
  ar: 'ar',
  ckb: 'ckb',
  de: 'de',
  en: 'en',
  es: 'es',
  fr: 'fr',
  he: 'he',
  ja: 'ja',
  ko: 'ko',
  ku: 'ku',
  nl: 'nl',
  pl: 'pl',
  pt: 'pt',
  'pt-BR': 'ptBR',
  tr: 'tr',
  'zh-Hans': 'zhHans',
  'zh-Hant': 'zhHant',
};

function textsOf(source: Source): readonly string[] {
  return typeof source === 'string' ? [source] : Object.values(source);
}

type Text = readonly [key: string, text: string];

function allTexts({ messages }: Language): readonly Text[] {
  return Object.entries(messages).flatMap(([key, source]) => textsOf(source).map((text) => [key, text] as const));
}

/** The texts without the names in braces, which stay English. */
const bare = (text: string) => text.replace(/\{\w+\}/g, '·');

it('every language of the package has an entry, and one name', () => {
  expect(Object.fromEntries(languages.map(([tag, exported]) => [tag, Object.keys(exported).join()]))).toEqual(NAMES);
});

const translated = languages.flatMap(([tag, exported]) =>
  Object.values(exported).flatMap((language) => (tag === 'en' ? [] : [[tag, language] as const])),
);

/** Words that are the same in the language and in English. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  // The loan word of software.
  de: ['impact.addon', 'addons.label'],
  // "plan", "total", "plus" and "per" came into these languages from Latin, as they came into English.
  es: ['plans.found', 'review.total'],
  fr: ['amount.plus', 'review.total'],
  ku: ['plans.found'],
  nl: ['per.week', 'amount.plus', 'impact.addon', 'addons.label'],
  pl: ['plans.found', 'amount.plus'],
  pt: ['review.total'],
  'pt-BR': ['review.total'],
  tr: ['plans.found'],
};

const SCRIPTS: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  ckb: /\p{Script=Arabic}/u,
  he: /\p{Script=Hebrew}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ko: /\p{Script=Hangul}/u,
  zh: /\p{Script=Han}/u,
};

function offendingIn(language: Language, isWrong: (text: string) => boolean): readonly string[] {
  return allTexts(language)
    .filter(([, text]) => isWrong(text))
    .map(([key, text]) => `${key}: ${text}`);
}

const of = (tags: RegExp) => translated.filter(([tag]) => tags.test(tag));

it.each(of(/^fr$/))('%s keeps its punctuation together with the word before', (_, language) => {
  const loose = /[^\u202f\s][;!?]|[^\u00a0\u202f]:|[ ][;:!?»]|«[^\u00a0\u202f]|[^\u00a0\u202f]»/;
  expect(offendingIn(language, (text) => loose.test(text))).toEqual([]);
});

it.each(of(/^(ja|zh)/))('%s sets punctuation of its own width', (_, language) => {
  const letter = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}·]';
  const narrow = new RegExp(`${letter}[,.;:!?()]|[,;:!?()]${letter}`, 'u');
  expect(offendingIn(language, (text) => narrow.test(bare(text)))).toEqual([]);
});

describe.each(translated)('%s', (tag, language) => {
  const offending = (isWrong: (text: string) => boolean) => offendingIn(language, isWrong);

  it('has every word, fills in what English does, and has a form for every number', () => {
    expect(wordProblems(language.locale, language.messages)).toEqual([]);
  });

  it('has no form that its rules never choose', () => {
    // Zero persons, days or plans are not always possible: where they are, the form may be there.
    const chosen = formsOf(language.locale, { one: '', other: '' }).add('other');
    if (new Intl.PluralRules(language.locale).select(0) === 'zero') chosen.add('zero');
    const dead = Object.entries(language.messages).flatMap(([key, source]) =>
      typeof source === 'string'
        ? []
        : Object.keys(source)
            .filter((form) => !chosen.has(form))
            .map((form) => `${key} ${form}`),
    );
    expect(dead).toEqual([]);
  });

  it('says nothing in English', () => {
    const english: Readonly<Record<string, Source>> = en;
    const same = Object.entries(language.messages).filter(([key, source]) => {
      const model = english[key];
      return (
        model !== undefined &&
        /[A-Za-z]{2}/.test(bare(textsOf(source).join(' '))) &&
        textsOf(source).some((text) => textsOf(model).includes(text) && /[A-Za-z]{2}/.test(bare(text)))
      );
    });
    expect(same.map(([key]) => key).filter((key) => !(SAME[tag] ?? []).includes(key))).toEqual([]);
  });

  it('sets no straight quotes and apostrophes, no three dots, no spaces too many', () => {
    expect(offending((text) => /['"`]|\.\.\.|^\s|\s$| {2}/.test(text))).toEqual([]);
  });

  it('leaves the order of mixed directions to the kit', () => {
    expect(offending((text) => /[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/.test(text))).toEqual([]);
  });

  it('shows no code', () => {
    expect(offending((text) => /_|null|undefined|TODO/.test(text.replace(/\{\w+\}/g, '')))).toEqual([]);
  });

  it('is written in its script', () => {
    const own = SCRIPTS[tag.split('-')[0] ?? ''] ?? /\p{Script=Latin}/u;
    expect(offending((text) => /\p{L}/u.test(bare(text)) && !own.test(text))).toEqual([]);
  });

  it('says in which direction it is written', () => {
    expect(language.direction).toBe(['ar', 'ckb', 'he'].includes(tag) ? 'rtl' : undefined);
    expect(language.locale).toBe(tag === 'pt' ? 'pt-PT' : tag);
  });
});
