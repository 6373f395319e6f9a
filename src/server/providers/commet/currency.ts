import { isCurrencyCode } from '../../../core/money.js';
import type { CommetSettings } from './options.js';
import type { CommetPlan, CommetPrice, CommetSubscription } from './shapes.js';

/** The currency a customer pays in. Commet's subscription does not name it, so it is told by what it holds. */
export async function currencyOf(
  settings: CommetSettings,
  plans: readonly CommetPlan[],
  subscription: CommetSubscription | null,
): Promise<string> {
  if (subscription === null) return settings.currency;
  const { id, customerId, plan } = subscription;
  const told = await settings.currencyOf?.({ id, customerId, planId: plan.id });
  const found = told ?? subscription.balance?.currency ?? byPrice(settings, plans, subscription) ?? settings.currency;
  return isCurrencyCode(found) ? found : settings.currency;
}

/** The one currency in which the plan costs what this customer pays; null where none or several do. */
function byPrice(
  { currency }: CommetSettings,
  plans: readonly CommetPlan[],
  { plan: { id, basePrice }, billingInterval }: CommetSubscription,
): string | null {
  const held = plans.find((plan) => plan.id === id)?.prices?.find((price) => price.billingInterval === billingInterval);
  if (!held || basePrice === null || basePrice === 0) return null;
  const matches = [{ currency, price: held.price }, ...held.regional].filter(({ price }) => price === basePrice);
  const [first, ...others] = new Set(matches.map((match) => match.currency));
  return first !== undefined && others.length === 0 ? first : null;
}

/** What a price costs in a currency, in Commet's scale; null where it is not sold in it. */
export function amountIn(price: CommetPrice, currency: string, home: string): number | null {
  const regional = price.regional.find((candidate) => candidate.currency === currency);
  return regional?.price ?? (currency === home ? price.price : null);
}
