import type { BillingInterval, Plan, Price } from '../../core/plan.js';
import type { PlanKit } from '../kit.js';
import type { Offer } from './offer.js';
import { noPriceWords, priceWords } from './price.js';

/** What a plan costs, as text. */
export interface PlanPriceText {
  /** "$24", or what stands where no price is known; null where the note says why. */
  readonly price: string | null;
  /** "per month". */
  readonly per: string | null;
  /** "$240 billed yearly", where that is another sum. */
  readonly billed: string | null;
  /** "$9 per month for the first 3 months". */
  readonly intro: string | null;
}

export function priceOfOffer(offer: Offer): Price | null {
  return 'price' in offer ? offer.price : null;
}

export function planPriceText(
  kit: PlanKit<string>,
  plan: Plan,
  offer: Offer,
  interval: BillingInterval | null,
): PlanPriceText {
  const { say, format } = kit;
  const price = priceOfOffer(offer);
  const words = price?.amount ? priceWords(kit, price, price.amount) : null;
  const billed = words?.billed;
  return {
    price: words ? format.price(words.amount) : noPriceWords(kit, plan, price, interval),
    per: words?.per ?? null,
    billed: billed ? say('price.billed', { amount: format.price(billed.amount), interval: billed.interval }) : null,
    intro: words?.intro ?? null,
  };
}
