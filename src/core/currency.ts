import type { Catalog } from './adapter.js';
import { currenciesOf } from './plan.js';

/**
 * In which currency the plans are shown: that of the subscription, else the chosen one, else the first that is sold.
 * Null where all prices are in one, or none is known: there is nothing to choose.
 */
export function currencyOf({ plans, subscription }: Catalog, chosen: string | undefined): string | null {
  const sold = currenciesOf(plans);
  if (sold.length < 2) return null;
  const fixed = isCurrencyFixed({ subscription }) ? subscription?.currency : undefined;
  return [fixed, chosen].find((currency) => currency !== undefined && sold.includes(currency)) ?? sold[0] ?? null;
}

/** Whether a subscription decides the currency: one that has ended does not. */
export function isCurrencyFixed({ subscription }: Pick<Catalog, 'subscription'>): boolean {
  return subscription !== null && subscription.status !== 'canceled';
}
