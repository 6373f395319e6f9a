/** An amount of money: a safe integer in ISO 4217 minor units, and its currency. */
export interface Money {
  /** Minor units: 8450 is $84.50, 8450 JPY is ¥8,450. Negative means in the customer's favour. */
  readonly amount: number;
  /** ISO 4217 code in capitals. */
  readonly currency: string;
}

// ISO 4217 list one of 2024-06-25. Engines disagree with it (V8 shows HUF without digits), so it is never asked.
const DIGITS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XAG XAU XBA XBB XBC XBD XDR XOF XPD XPF XPT XSU XTS XUA XXX',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

/** How many digits of a currency stand after the decimal point, by ISO 4217. Codes the table does not name have 2. */
export function minorUnitDigits(currency: string): number {
  for (const digits of [0, 3, 4]) if (DIGITS[digits]?.includes(currency)) return digits;
  return 2;
}

export function isCurrencyCode(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value);
}

/**
 * Makes money from minor units.
 * @throws RangeError where the amount is no safe integer or the currency no ISO 4217 code: such money would be shown wrongly.
 */
export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount))
    throw new RangeError(
      `Money needs a safe integer of minor units, not ${amount}. Convert in the provider: 12.50 USD is 1250.`,
    );
  if (!isCurrencyCode(currency))
    throw new RangeError(`Money needs an ISO 4217 code in capitals such as "USD", not ${JSON.stringify(currency)}.`);
  return { amount: amount === 0 ? 0 : amount, currency };
}

export function isMoney(value: unknown): value is Money {
  // A record check: both fields are looked at before either is used.
  const candidate = value as Partial<Money> | null;
  return (
    typeof candidate === 'object' &&
    candidate !== null &&
    Number.isSafeInteger(candidate.amount) &&
    isCurrencyCode(candidate.currency)
  );
}

/** Same amount in the same currency. Null equals only null. */
export function sameMoney(a: Money | null, b: Money | null): boolean {
  return a?.amount === b?.amount && a?.currency === b?.currency;
}

export function zero(currency: string): Money {
  return money(0, currency);
}

/** The same amount without its sign, for "a credit of $10.00". */
export function absolute(value: Money): Money {
  return value.amount < 0 ? { ...value, amount: -value.amount } : value;
}

/** The exact decimal, for formatters: `-0.05`, `1234.567`. No division, so no digit is lost. */
export function toDecimalString({ amount, currency }: Money): string {
  const digits = minorUnitDigits(currency);
  const sign = amount < 0 ? '-' : '';
  const units = String(Math.abs(amount)).padStart(digits + 1, '0');
  return digits === 0 ? sign + units : `${sign}${units.slice(0, -digits)}.${units.slice(-digits)}`;
}

/** Whether the lines of a statement add up to its total, all in one currency. */
export function addsUp(lines: readonly Money[], total: Money): boolean {
  // BigInt: on the way to a total that a number can hold, a sum may be one that it cannot.
  let sum = 0n;
  for (const line of lines) {
    if (line.currency !== total.currency) return false;
    sum += BigInt(line.amount);
  }
  return sum === BigInt(total.amount);
}
