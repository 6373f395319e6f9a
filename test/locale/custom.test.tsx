import { render, screen } from '@testing-library/react';
import { ChangePlanProvider, PlanPicker, type Language } from 'planshift';
import { missingWords, readLanguage, wordProblems, type WordProblem } from 'planshift/locales/custom';
import { en } from 'planshift/locales/en';
import { pseudo } from 'planshift/locales/pseudo';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { stillFlow } from '../components/stage.js';
import { flowStates } from '../states.js';
import { da } from './danish.js';

afterEach(() => void vi.restoreAllMocks());

function showPlans(language: Language, messages = {}) {
  return render(
    <ChangePlanProvider flow={stillFlow(flowStates.choosing)} language={language} messages={messages} timeZone="UTC">
      <PlanPicker />
    </ChangePlanProvider>,
  );
}

const danish = { locale: 'da', messages: da.messages };

describe('a language of the host', () => {
  it('is one file: its words, its plural forms, its amounts', () => {
    const { container } = showPlans(da);
    expect(screen.getByRole('heading', { name: 'Abonnementer' })).toBeInTheDocument();
    expect(screen.getAllByRole('button', { name: /^Opgrader til / }).length).toBeGreaterThan(0);
    expect(container.textContent).toMatch(/\d+(,\d\d)?\u00a0(\$|US\$|€) om måneden/);
  });

  it('gives way to single words of the host', () => {
    showPlans(da, { 'plans.title': 'Pakker' });
    expect(screen.getByRole('heading', { name: 'Pakker' })).toBeInTheDocument();
  });

  it('out of JSON speaks English where it has no word, and says once which words those are', () => {
    const told = vi.fn<(problems: readonly WordProblem[]) => void>();
    const language = readLanguage({ locale: 'da', messages: { 'plans.title': 'Abonnementer' } }, told);
    expect(language.messages['plans.title']).toBe('Abonnementer');
    expect(language.messages['act.pay']).toBe('Pay now');
    expect(told).toHaveBeenCalledTimes(1);
    const problems = told.mock.calls[0]?.[0] ?? [];
    expect(problems).toHaveLength(Object.keys(en.messages).length - 1);
    expect(problems).toContainEqual({ key: 'act.pay', problem: 'missing', english: 'Pay now' });
  });

  it('never shows a hole: a word that fills in what nothing fills in, or is no text, is English', () => {
    const told = vi.fn<(problems: readonly WordProblem[]) => void>();
    const broken = {
      ...da.messages,
      'act.upgrade': 'Opgrader til {navn}',
      'act.pay': 7,
      'plans.found': '{count} abonnementer',
      'per.decade': 'om tiåret',
    };
    const { messages } = readLanguage({ locale: 'da', messages: broken }, told);
    expect(told.mock.calls[0]?.[0].map(({ key, problem }) => [key, problem])).toEqual([
      ['plans.found', 'unreadable'],
      ['act.upgrade', 'names'],
      ['act.pay', 'unreadable'],
      ['per.decade', 'unknown'],
    ]);
    expect([messages['act.upgrade'], messages['act.pay']]).toEqual(['Upgrade to {plan}', 'Pay now']);
    expect(messages['plans.found']).toEqual(en.messages['plans.found']);
    expect(messages).not.toHaveProperty('per.decade');
  });

  it.each(['constructor', '__proto__', 'toString'])('has no word that every object has: %s', (key) => {
    const told = vi.fn<(problems: readonly WordProblem[]) => void>();
    const file: unknown = JSON.parse(`{"locale":"da","messages":{${JSON.stringify(key)}:{"other":"x"}}}`);
    const { messages } = readLanguage(file, told);
    expect(Object.keys(messages)).toEqual(Object.keys(en.messages));
    expect(told.mock.calls[0]?.[0].filter((one) => one.key === key)).toEqual([{ key, problem: 'unknown' }]);
  });

  it('keeps its direction', () => {
    expect(readLanguage({ ...danish, direction: 'rtl' }).direction).toBe('rtl');
    const directionOf = (locale: string, more = {}) =>
      readLanguage({ ...danish, locale, ...more }, () => undefined).direction;
    expect(['da', 'fa', 'ur-PK', 'az-Arab', 'ur-Latn'].map((tag) => directionOf(tag))).toEqual([
      undefined,
      'rtl',
      'rtl',
      'rtl',
      undefined,
    ]);
    expect(directionOf('fa', { direction: 'ltr' })).toBeUndefined();
    expect(() => directionOf('no tag')).toThrow('"no tag" is no tag of a language');
    expect(readLanguage(JSON.parse(JSON.stringify(en)))).toEqual(en);
  });

  it('is told of in the console while developing, and not in production', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    readLanguage({ locale: 'da', messages: { ...en.messages, 'act.pay': undefined } });
    expect(warn.mock.calls).toEqual([[expect.stringContaining('missing: act.pay')]]);
    readLanguage(danish);
    vi.stubEnv('NODE_ENV', 'production');
    readLanguage({ locale: 'da', messages: {} });
    vi.unstubAllEnvs();
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it.each([null, 'da', { locale: 'da' }, { messages: {} }])('is none where it is %j', (data) => {
    expect(() => readLanguage(data)).toThrow('needs a tag and words');
  });
});

describe('what is wrong with words', () => {
  it('is nothing in English', () => {
    expect(wordProblems('en', en.messages)).toEqual([]);
    expect(missingWords({ ...en.messages, 'act.pay': undefined })).toEqual(['act.pay']);
  });

  it('is a plural form that numbers of the language need', () => {
    const polish = { ...en.messages, 'seats.people': { one: '{count} osoba', other: '{count} osoby' } };
    const problems = wordProblems('pl', polish).filter(({ key }) => key === 'seats.people');
    expect(problems.map(({ problem }) => problem)).toEqual(['forms']);
  });

  it('is a count that is left out where the form does not say it by itself', () => {
    const found = (forms: object) => wordProblems('en', { ...en.messages, 'plans.found': forms }).length;
    expect(found({ one: 'a plan', other: '{count} plans' })).toBe(0);
    expect(found({ one: 'a plan', other: 'plans' })).toBe(1);
  });
});

describe('the pseudo-locale', () => {
  it('is every word in disguise: bracketed, accented, 40 % longer, with its names', () => {
    expect(wordProblems('en', pseudo.messages)).toEqual([]);
    const { 'act.upgrade': upgrade, 'plans.found': found } = pseudo.messages;
    expect(upgrade).toMatch(/^\[[^A-Za-z]+\{plan\} [~ ]+\]$/);
    expect(found.one).toMatch(/^\[\{count\} [^A-Za-z]+ [~ ]+\]$/);
    expect(upgrade.length).toBeGreaterThanOrEqual(en.messages['act.upgrade'].length * 1.3);
  });

  it('reads in a browser as English does: the same numbers, the same plural', () => {
    const { container } = showPlans(pseudo);
    expect(container.textContent).toMatch(/\$\d/);
    expect(container.querySelector('[lang="en-XA"]')).not.toBeNull();
  });
});
