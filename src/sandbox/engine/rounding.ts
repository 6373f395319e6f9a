/** How a fraction of a minor unit becomes a whole one. */
export const ROUNDINGS = ['half-away-from-zero', 'half-even', 'half-down', 'up', 'down', 'floor', 'ceiling'] as const;
export type Rounding = (typeof ROUNDINGS)[number];

/** A part of a whole. `total` is above zero. */
export interface Ratio {
  readonly part: number;
  readonly total: number;
}

/** amount × part ÷ total in exact integers, rounded once. @throws RangeError where the result is no safe integer. */
export function takeRatio(amount: number, { part, total }: Ratio, rounding: Rounding): number {
  const rounded = Number(divide(BigInt(amount) * BigInt(part), BigInt(total), rounding));
  if (!Number.isSafeInteger(rounded)) throw new RangeError(`${amount} × ${part} ÷ ${total} is too large to be money.`);
  return rounded === 0 ? 0 : rounded;
}

function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const quotient = numerator / denominator;
  const rest = numerator % denominator;
  if (rest === 0n) return quotient;
  return goesAway(numerator < 0n, rest, denominator, quotient, rounding)
    ? quotient + (numerator < 0n ? -1n : 1n)
    : quotient;
}

function goesAway(negative: boolean, rest: bigint, denominator: bigint, quotient: bigint, rounding: Rounding): boolean {
  const twice = (rest < 0n ? -rest : rest) * 2n;
  switch (rounding) {
    case 'half-away-from-zero':
      return twice >= denominator;
    case 'half-down':
      return twice > denominator;
    case 'half-even':
      return twice > denominator || (twice === denominator && quotient % 2n !== 0n);
    case 'up':
      return true;
    case 'down':
      return false;
    case 'floor':
      return negative;
    case 'ceiling':
      return !negative;
  }
}
