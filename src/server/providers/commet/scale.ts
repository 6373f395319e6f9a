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

function floorDivided(value: bigint, by: bigint): bigint {
  const whole = value / by;
  return value < 0n && whole * by !== value ? whole - 1n : whole;
}
