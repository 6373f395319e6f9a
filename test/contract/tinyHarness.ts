import type { ContractHarness } from '../../src/testing/contract/harness.js';
import type { Capabilities, Selection } from '../../src/core/adapter.js';
import { PERIOD_END } from '../../src/exports/testing.js';
import { tinyBilling, tinyCapabilities, type TinyBilling, type TinySetup } from './tinyBilling.js';

const selecting = (priceId: string) => ({ priceId });
const storage = { addonId: 'addon_storage', name: 'Extra storage', quantity: 2 };

/** The tiny billing system in every situation; `spoil` may break it first. */
export function tinyHarness(
  spoil: (world: TinyBilling) => TinyBilling = (world) => world,
  capabilities: Capabilities = tinyCapabilities,
): ContractHarness<TinyBilling> {
  const open =
    (held: string | null, seats: number, to: string, replacement?: Selection, setup: TinySetup = {}) =>
    async () => {
      const world = spoil(tinyBilling(held, seats, selecting(to), { capabilities, ...setup }));
      return replacement === undefined ? world : { ...world, replacement };
    };
  const upgrade = (setup: TinySetup, replacement?: Selection) =>
    open('price_starter_monthly', 2, 'price_pro_monthly', replacement, setup);
  return {
    name: 'a tiny billing system',
    capabilities,
    scenarios: {
      upgrade: open('price_starter_monthly', 2, 'price_pro_monthly'),
      downgrade: open('price_pro_monthly', 8, 'price_starter_monthly', selecting('price_free')),
      interval: open('price_pro_monthly', 2, 'price_pro_yearly', selecting('price_starter_monthly')),
      free_to_paid: open('price_free', 1, 'price_pro_monthly', selecting('price_starter_monthly')),
      paid_to_free: open('price_pro_monthly', 1, 'price_free'),
      same: open('price_pro_monthly', 1, 'price_pro_monthly'),
      seat_limit: open('price_starter_monthly', 20, 'price_pro_monthly'),
      subscribe: open(null, 0, 'price_pro_monthly'),
      trial: upgrade({ state: { status: 'trialing', trialEndsAt: PERIOD_END } }),
      credit: upgrade({ credit: 2500 }),
      addons: upgrade({ addons: [storage], otherItems: [{ id: 'item_1', name: 'Dedicated address', quantity: 1 }] }),
      discount: upgrade(
        { codes: ['LAUNCH'] },
        { priceId: 'price_pro_monthly', discountCodes: { intent: 'replace', values: ['SPRING'] } },
      ),
      past_due: upgrade({ state: { status: 'past_due', recoveryUrl: null } }),
      waits_for_payment: upgrade({ payment: 'waits' }),
      applies_unpaid: upgrade({ payment: 'unpaid' }),
      needs_action: upgrade({ payment: 'asked' }),
    },
    levers: {
      decline: async (world) => world.decline(),
      movePrice: async (world) => world.movePrice(),
      loseAnswer: async (world) => world.loseAnswer(),
      completePayment: async (world) => world.completePayment(),
      advanceDays: async (world) => world.advanceDays(),
      payCheckout: async (world, url) => world.atCheckout(url, 'paid'),
      cancelCheckout: async (world, url) => world.atCheckout(url, 'canceled'),
    },
  };
}
