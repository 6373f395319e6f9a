import type { ContractHarness } from '../../src/testing/contract/harness.js';
import { tinyBilling, tinyCapabilities, type TinyBilling } from './tinyBilling.js';

const selecting = (priceId: string) => ({ priceId });

/** The tiny billing system in every situation; `spoil` may break it first. */
export function tinyHarness(
  spoil: (world: TinyBilling) => TinyBilling = (world) => world,
): ContractHarness<TinyBilling> {
  const open = (held: string | null, seats: number, to: string, replacement?: string) => async () => {
    const world = spoil(tinyBilling(held, seats, selecting(to)));
    return replacement === undefined ? world : { ...world, replacement: selecting(replacement) };
  };
  return {
    name: 'a tiny billing system',
    capabilities: tinyCapabilities,
    scenarios: {
      upgrade: open('price_starter_monthly', 2, 'price_pro_monthly'),
      downgrade: open('price_pro_monthly', 8, 'price_starter_monthly', 'price_free'),
      interval: open('price_pro_monthly', 2, 'price_pro_yearly', 'price_starter_monthly'),
      free_to_paid: open('price_free', 1, 'price_pro_monthly', 'price_starter_monthly'),
      paid_to_free: open('price_pro_monthly', 1, 'price_free'),
      same: open('price_pro_monthly', 1, 'price_pro_monthly'),
      seat_limit: open('price_starter_monthly', 20, 'price_pro_monthly'),
      subscribe: open(null, 0, 'price_pro_monthly'),
      trial: 'soon',
      credit: 'soon',
      addons: 'soon',
      discount: 'soon',
      past_due: 'soon',
      waits_for_payment: 'soon',
      applies_unpaid: 'soon',
      needs_action: 'soon',
    },
    levers: {
      decline: async (world) => world.decline(),
      movePrice: async (world) => world.movePrice(),
      loseAnswer: async (world) => world.loseAnswer(),
      advanceDays: async (world) => world.advanceDays(),
      payCheckout: async (world, url) => world.atCheckout(url, 'paid'),
      cancelCheckout: async (world, url) => world.atCheckout(url, 'canceled'),
    },
  };
}
