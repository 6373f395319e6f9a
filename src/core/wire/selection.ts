import type { Intent, Selection } from '../adapter.js';
import { isCurrencyCode, type Money } from '../money.js';
import {
  check,
  count,
  exactly,
  list,
  minorUnits,
  nullable,
  object,
  oneOf,
  optional,
  positive,
  string,
  union,
  type Decoder,
} from './decoder.js';

export const decodeMoney = object<Money>({
  amount: minorUnits,
  currency: check('a currency', isCurrencyCode),
});

const intent = <T>(value: Decoder<T>) =>
  optional(
    union<Intent<T>, 'intent'>('intent', { keep: {}, replace: { values: list(value, 100) }, remove: {} }, exactly),
  );

export const decodeSelection = exactly<Selection>({
  priceId: string,
  quantity: optional(positive),
  addons: intent(exactly({ addonId: string, quantity: count })),
  discountCodes: intent(string),
  effectiveAt: optional(oneOf('immediately', 'next_billing_date')),
});

/** What was confirmed, as it is sent again to ask what became of it. */
export const confirmedShape = { token: string, selection: decodeSelection, expected: nullable(decodeMoney) };
