import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/locale/en.js';
import { createFormat } from '../../src/locale/format.js';
import type { Messages } from '../../src/locale/messages.js';
import { createSay, intervalLabel, intervalOften, perInterval, sentences } from '../../src/locale/words.js';

const SRC = path.resolve(import.meta.dirname, '../../src');
const say = createSay(en, {}, createFormat('en', 'UTC', 'UTC'));
const texts = Object.values(en).flatMap((text) => (typeof text === 'string' ? [text] : Object.values(text)));

describe('messages', () => {
  it('fill in names, and count in the plural of the language', () => {
    expect(say('act.upgrade', { plan: 'Pro' })).toBe('Upgrade to Pro');
    expect(say('plans.found', { count: 1 })).toBe('1 plan');
    expect(say('plans.found', { count: 1200 })).toBe('1,200 plans');
  });

  it('choose the form by the rules of the language', () => {
    const polish: Messages = {
      ...en,
      'seats.people': { one: '{count} osoba', few: '{count} osoby', many: '{count} osób', other: '{count} osoby' },
    };
    const mow = createSay(polish, {}, createFormat('pl', 'UTC', 'UTC'));
    expect([1, 3, 5, 22].map((count) => mow('seats.people', { count }))).toEqual([
      '1 osoba',
      '3 osoby',
      '5 osób',
      '22 osoby',
    ]);
  });

  it('fill in what looks like a name as it is', () => {
    expect(say('act.upgrade', { plan: '{date} $&' })).toBe('Upgrade to {date} $&');
  });

  it('stand one after the other, in Chinese and Japanese without a space', () => {
    expect(sentences('One.', 'Two.')).toBe('One. Two.');
    expect(sentences('一。', '二。', 'Three.')).toBe('一。二。Three.');
  });

  it('say intervals in words', () => {
    const quarter = { interval: 'month', intervalCount: 3 } as const;
    const twoWeeks = { interval: 'week', intervalCount: 2 } as const;
    const month = { interval: 'month', intervalCount: 1 } as const;
    expect([perInterval(say, month), perInterval(say, quarter)]).toEqual(['per month', 'every 3 months']);
    expect([intervalOften(say, quarter), intervalOften(say, twoWeeks)]).toEqual(['quarterly', 'every 2 weeks']);
    expect([intervalLabel(say, quarter), intervalLabel(say, twoWeeks)]).toEqual(['Quarterly', 'Every 2 weeks']);
  });
});

describe('the English words', () => {
  it('do not shout, apologise or boast', () => {
    expect(texts.filter((text) => /!|oops|sorry|successful|please try/i.test(text))).toEqual([]);
  });

  it('show no code', () => {
    expect(texts.filter((text) => /_|\b[45]\d\d\b|null|undefined/.test(text.replace(/\{\w+\}/g, '')))).toEqual([]);
  });

  it('are sentences that end, or labels that do not', () => {
    expect(texts.filter((text) => /\s$|^\s|\s\s|\.\.\./.test(text))).toEqual([]);
  });

  it('keep to one form of the words of the field', () => {
    expect(texts.filter((text) => /cancelled|e-mail|sign-in/i.test(text))).toEqual([]);
  });
});

describe('the catalogue', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(components|locale[\\/]words|react).*\.tsx?$/.test(file),
  );
  const code = files.map((file) => readFileSync(path.join(SRC, file), 'utf8')).join('\n');
  const families = new Set([...code.matchAll(/`([a-zA-Z]+\.)\$\{/g)].map(([, family]) => family));

  it('has no word that nothing says', () => {
    const silent = Object.keys(en).filter((key) => {
      const family = `${key.split('.')[0]}.`;
      return (
        !code.includes(`'${key}'`) &&
        !code.includes(`"${key}"`) &&
        !families.has(family) &&
        !key.startsWith('review.excl.')
      );
    });
    expect(silent).toEqual([]);
  });
});
