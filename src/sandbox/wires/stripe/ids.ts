import { instant } from '../../engine/calendar.js';
import type { WorldSubscription } from '../../engine/world.js';

// The engine's ids under the names that Stripe's begin with.
export const priceName = (id: string) => id.replace(/^pri_/, 'price_');
export const productName = (id: string) => id.replace(/^(pln|plan)_/, 'prod_');
export const priceIdOf = (name: string) => name.replace(/^price_/, 'pri_');
export const addonPriceName = (id: string) => `price_${id}`;
export const addonProductName = (id: string) => `prod_${id}`;
export const planItemName = ({ id }: WorldSubscription) => `si_${id}`;
export const addonItemName = ({ id }: WorldSubscription, addonId: string) => `si_${id}_${addonId}`;
export const invoiceName = (id: string) => id.replace(/^inv_/, 'in_');
export const sessionName = (id: string) => `cs_${id}`;

/** Unix seconds, as Stripe writes time. */
export function seconds(iso: string): number {
  return Math.floor(instant(iso) / 1000);
}

export function fromSeconds(value: number): string {
  return new Date(value * 1000).toISOString();
}
