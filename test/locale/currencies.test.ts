import { describe, expect, it } from 'vitest';
import { createFormat } from '../../src/locale/format.js';
import { loadCases } from '../cases.js';

interface Shown {
  /** Missing where engines disagree. */
  readonly value?: string;
}

interface Cases {
  readonly locales: readonly {
    readonly tag: string;
    readonly checks: Readonly<Record<string, { readonly positive: Shown; readonly negative: Shown }>>;
  }[];
  readonly edgeAmounts: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Shown>>>>>>;
  readonly plurals: Readonly<Record<string, { readonly samples: Readonly<Record<string, string>> }>>;
  readonly dates: {
    readonly cases: readonly {
      readonly instant: string;
      readonly utc: string;
      readonly naiveInZone: Readonly<Record<string, string>>;
    }[];
  };
}

// The repository's own file, or one of the same shape.
const cases = loadCases('currencies') as Cases;
/** What every amount of the locale checks is in minor units. */
const AMOUNT = 123_456;

/** Invisible characters are written as escapes in the file. */
function decoded(text: string): string {
  return text.replace(/\\u([0-9A-Fa-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

interface Check {
  readonly tag: string;
  readonly currency: string;
  readonly amount: number;
  readonly shown: Shown;
}

const ofLocales: readonly Check[] = cases.locales.flatMap(({ tag, checks }) =>
  Object.entries(checks).flatMap(([currency, { positive, negative }]) => [
    { tag, currency, amount: AMOUNT, shown: positive },
    { tag, currency, amount: -AMOUNT, shown: negative },
  ]),
);
const ofEdges: readonly Check[] = Object.entries(cases.edgeAmounts).flatMap(([tag, currencies]) =>
  Object.entries(currencies).flatMap(([currency, amounts]) =>
    Object.entries(amounts).map(([amount, shown]) => ({ tag, currency, amount: Number(amount), shown })),
  ),
);

function run(checks: readonly Check[], name: string): void {
  let ran = 0;
  let skipped = 0;
  for (const { tag, currency, amount, shown } of checks) {
    if (shown.value === undefined) {
      skipped += 1;
      continue;
    }
    const text = createFormat(tag, 'UTC', 'UTC').money({ amount, currency });
    expect([tag, currency, amount, text]).toEqual([tag, currency, amount, decoded(shown.value)]);
    ran += 1;
  }
  console.log(`${name}: ${ran} ran, ${skipped} skipped where no one text is right in every engine (Kurdish)`);
  expect(ran).toBeGreaterThan(0);
  expect(checks.filter(({ tag, shown }) => shown.value === undefined && !/^(ku|ckb)\b/.test(tag))).toEqual([]);
}

describe('currencies.json', () => {
  it('amounts read as written in every language that engines agree on', () => run(ofLocales, 'locale checks'));

  it('the smallest, the largest and the negative amounts keep every digit', () => run(ofEdges, 'edge amounts'));

  it('a date is the day of the billing zone, whatever zone the reader is in', () => {
    let ran = 0;
    for (const { instant, utc, naiveInZone } of cases.dates.cases) {
      for (const reader of Object.keys(naiveInZone)) {
        const format = createFormat('en-US', 'UTC', reader);
        expect([instant, reader, format.date(instant)]).toEqual([instant, reader, utc]);
        expect(format.foreignZone(instant)).not.toBeNull();
        ran += 1;
      }
    }
    console.log(`dates: ${ran} ran, 0 skipped`);
    expect(ran).toBeGreaterThan(0);
  });

  it('counts in the plural forms of each language', () => {
    let ran = 0;
    for (const [tag, { samples }] of Object.entries(cases.plurals)) {
      // The file's short tags stand for the regions of its locales: its `pt` is that of Portugal.
      const locale = cases.locales.find((one) => one.tag.startsWith(tag))?.tag ?? tag;
      const format = createFormat(locale, 'UTC', 'UTC');
      for (const [count, category] of Object.entries(samples)) {
        expect([tag, count, format.plural(Number(count))]).toEqual([tag, count, category]);
        ran += 1;
      }
    }
    console.log(`plurals: ${ran} ran, 0 skipped`);
    expect(ran).toBeGreaterThan(0);
  });
});
