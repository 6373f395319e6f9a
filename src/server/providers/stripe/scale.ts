import { money, type Money } from '../../../core/money.js';

// Stripe writes these with other digits than ISO 4217 (docs: zero-decimal currencies and special cases).
const AS_HUNDREDTHS = new Set(['ISK', 'UGX']);
const AS_WHOLE = new Set(['MGA']);

/** An amount of Stripe as money. @throws RangeError where it is no safe integer. */
export function amountOf(value: number, currency: string): Money {
  const code = currency.toUpperCase();
  if (AS_HUNDREDTHS.has(code)) return money(Math.trunc(value / 100), code);
  return money(AS_WHOLE.has(code) ? value * 100 : value, code);
}

/** Unix seconds as ISO 8601. */
export function dateOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
