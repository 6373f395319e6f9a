import { createFor } from './shown.js';

/** Where engines agree there is one value; else what each of them writes. */
interface Shown {
  readonly value?: string;
  readonly node20?: string;
  readonly chromium156?: string;
}

/** The part of currencies.json that is about what is shown. */
export interface CurrencyCases {
  readonly currencies: readonly {
    readonly code: string;
    readonly minorDigits: number;
    readonly display: { readonly minor: string; readonly enUS: Shown };
  }[];
  readonly locales: readonly {
    readonly tag: string;
    readonly checks: Readonly<Record<string, { readonly positive: Shown; readonly negative: Shown }>>;
  }[];
  readonly edgeAmounts: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Shown>>>>>>;
  readonly plurals: Readonly<
    Record<string, { readonly categories: readonly string[]; readonly samples: Readonly<Record<string, string>> }>
  >;
  readonly dates: {
    readonly cases: readonly {
      readonly instant: string;
      readonly utc: string;
      readonly naiveInZone: Readonly<Record<string, string>>;
    }[];
  };
}

/** What every amount of the locale checks is in minor units. */
const AMOUNT = 123_456;

/** Invisible characters are written as escapes in the file. */
function decoded(text: string): string {
  return text.replace(/\\u([0-9A-Fa-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Kurdish is what Node knows of it; a unit that engines write differently goes by its code, as Chromium does it. */
function truth(tag: string, { value, node20, chromium156 }: Shown): string {
  return decoded(value ?? (/^(ku|ckb)\b/.test(tag) ? node20 : chromium156) ?? 'no text in the file');
}

export interface MoneyCase {
  readonly tag: string;
  readonly currency: string;
  readonly amount: number;
  readonly text: string;
}

/** Every amount of the file with the text that it says is right. */
export function moneyCases({ currencies, locales, edgeAmounts }: CurrencyCases): readonly MoneyCase[] {
  return [
    ...currencies.map(({ code: currency, display: { minor, enUS } }) => ({
      tag: 'en-US',
      currency,
      amount: Number(minor),
      text: truth('en-US', enUS),
    })),
    ...locales.flatMap(({ tag, checks }) =>
      Object.entries(checks).flatMap(([currency, { positive, negative }]) => [
        { tag, currency, amount: AMOUNT, text: truth(tag, positive) },
        { tag, currency, amount: -AMOUNT, text: truth(tag, negative) },
      ]),
    ),
    ...Object.entries(edgeAmounts).flatMap(([tag, ofTag]) =>
      Object.entries(ofTag).flatMap(([currency, amounts]) =>
        Object.entries(amounts).map(([amount, shown]) => ({
          tag,
          currency,
          amount: Number(amount),
          text: truth(tag, shown),
        })),
      ),
    ),
  ];
}

/** Those that are written otherwise here. */
export function wronglyWritten(cases: readonly MoneyCase[]): readonly string[] {
  return cases.flatMap(({ tag, currency, amount, text }) => {
    const shown = createFor(tag)(tag, 'UTC', 'UTC').money({ amount, currency });
    return shown === text ? [] : [`${tag} ${amount} ${currency}: ${shown} instead of ${text}`];
  });
}
