import { describe, expect, it } from 'vitest';
import { ar } from '../../src/exports/locales/ar.js';
import { ckb } from '../../src/exports/locales/ckb.js';
import { en } from '../../src/locale/en.js';
import { createFormat } from '../../src/locale/format.js';
import { amountDirection, createSay, listOf } from '../../src/locale/words.js';

const english = createFormat('en', 'UTC', 'UTC');
const arabic = createFormat('ar', 'UTC', 'UTC');
const say = createSay(en, {}, english);
const yaqul = createSay(en, ar.messages, arabic);
/** What stands between the isolating marks, outermost first. */
const kept = (text: string) => [...text.matchAll(/[\u2066-\u2068]([^\u2069]*)\u2069/g)].map(([, inside]) => inside);

describe('what is filled in keeps its own order', () => {
  it('in Arabic: the amount and the plan of a button', () => {
    const amount = arabic.money({ amount: 8450, currency: 'USD' });
    const label = yaqul('confirm.pay.plan', { amount, plan: 'Pro (2)' });
    expect(new Set(kept(label))).toEqual(new Set(['Pro (2)', amount]));
  });

  it('an Arabic amount in Latin letters from left to right: its mark would tear "US$" and the minus apart', () => {
    const [dollars, dinars] = ['USD', 'KWD'].map((currency) => arabic.money({ amount: -1450, currency }));
    expect(amountDirection(dollars ?? '')).toBe('ltr');
    expect(amountDirection(dinars ?? '')).toBe('rtl');
    expect(amountDirection(english.money({ amount: 100, currency: 'CHF' }))).toBeUndefined();
    expect(yaqul('confirm.pay.plan', { amount: dollars ?? '', plan: 'Pro' })).toContain(`\u2066${dollars}\u2069`);
  });

  it('a Hebrew amount from right to left, which its marks are made for, whatever its currency', () => {
    const hebrew = createFormat('he', 'UTC', 'UTC');
    const texts = ['ILS', 'USD', 'CHF'].flatMap((currency) =>
      [100, -100].map((amount) => hebrew.money({ amount, currency })),
    );
    expect(texts.map(amountDirection)).toEqual(texts.map(() => 'rtl'));
  });

  it('a Kurdish amount in one direction, be it more or less than nothing', () => {
    const kurdish = ckb.formats?.('ckb', 'UTC', 'UTC');
    const directions = (currency: string) =>
      [100, -100].map((amount) => amountDirection(kurdish?.money({ amount, currency }) ?? ''));
    expect([directions('USD'), directions('IQD'), directions('EUR')]).toEqual([
      ['ltr', 'ltr'],
      ['rtl', 'rtl'],
      ['rtl', 'rtl'],
    ]);
  });

  it('a name in a language from right to left, although its text has no letter of it', () => {
    const rtl = { ...arabic, direction: 'rtl' } as const;
    expect(createSay(en, ar.messages, rtl)('cancel.measure', { name: 'Seats', amount: '10' })).toBe(
      '\u2068Seats\u2069: \u206810\u2069',
    );
  });

  it('in English only where a name is written from right to left', () => {
    expect(say('act.upgrade', { plan: 'Pro' })).toBe('Upgrade to Pro');
    expect(say('act.upgrade', { plan: 'فريق' })).toBe('Upgrade to \u2068فريق\u2069');
    expect(kept(say('review.plan', { plan: 'צוות', interval: 'monthly' }))).toEqual(['צוות', 'monthly']);
  });

  it('once, however often it is put into another sentence', () => {
    const inner = yaqul('review.plan', { plan: 'Pro', interval: 'monthly' });
    expect(yaqul('tell.title', { title: inner })).not.toMatch(/\u2068[^\u2069]*\u2068/);
  });

  it('in a list, where its line is written from right to left', () => {
    expect(listOf(english, ['SSO', 'API'])).toBe('SSO and API');
    expect(kept(listOf(arabic, ['SSO', 'API']))).toEqual(['SSO', 'API']);
  });

  it('marks as many ends as beginnings', () => {
    const text = yaqul('review.understand', { list: listOf(arabic, ['SSO', 'API']) });
    expect(text.split('\u2068')).toHaveLength(text.split('\u2069').length);
  });
});
