import { minorUnitDigits, money, type Money } from '../../../core/money.js';
import type { CommetScale } from './options.js';

/**
 * An amount of Commet as money. A rate that is finer than the currency is rounded down, so that a balance is never shown larger
 * than it is.
 * @throws RangeError where it is no safe integer.
 */
export function scaled(value: number, currency: string, scale: CommetScale): Money {
  if (scale === 'minor') return money(value, currency);
  const digits = minorUnitDigits(currency);
  const shifted = digits <= 4 ? BigInt(value) * 10n ** BigInt(digits) : BigInt(value);
  return money(Number(floorDivided(shifted, 10_000n)), currency);
}

/** Money as Commet writes it. @throws RangeError where it is no safe integer there. */
export function unscaled({ amount, currency }: Money, scale: CommetScale): number {
  if (scale === 'minor') return amount;
  const rate = (BigInt(amount) * 10_000n) / 10n ** BigInt(minorUnitDigits(currency));
  return money(Number(rate), currency).amount;
}

function floorDivided(value: bigint, by: bigint): bigint {
  const whole = value / by;
  return value < 0n && whole * by !== value ? whole - 1n : whole;
}
