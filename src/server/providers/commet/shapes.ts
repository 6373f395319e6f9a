import {
  boolean,
  DecodeError,
  instant,
  integer,
  list,
  nullable,
  object,
  oneOf,
  record,
  string,
  type Decoder,
} from '../../../core/wire/decoder.js';

/** What goes into a path or comes out of one. The SDK does not escape ids. */
export const commetId: Decoder<string> = (input, path) => {
  const value = string(input, path);
  if (/^[A-Za-z0-9_-]{1,200}$/.test(value)) return value;
  throw new DecodeError(path, 'an id of letters, digits, _ and -');
};

/** The payload of an answer: inside `data` in 2026-07-11 and in lists, bare in 2026-07-31. */
export function payloadOf(answer: unknown): unknown {
  const body = record(answer, 'The answer');
  return Object.hasOwn(body, 'data') ? body.data : body;
}

const text = nullable(string);
const number = nullable(integer);
const date = nullable(instant);

const regionalPrice = object({ currency: string, price: integer });

export interface CommetPrice {
  readonly billingInterval: string;
  readonly price: number;
  readonly trialDays: number;
  /** Whether new customers begin with a discount. */
  readonly hasIntro: boolean;
  readonly regional: readonly { readonly currency: string; readonly price: number }[];
}

const priceFields = object({
  billingInterval: string,
  price: integer,
  trialDays: number,
  introOffer: nullable(object({ enabled: nullable(boolean) })),
  regionalPrices: nullable(list(regionalPrice)),
  marketPrices: nullable(list(regionalPrice)),
});

const price: Decoder<CommetPrice> = (input, path) => {
  const { regionalPrices, marketPrices, trialDays, introOffer, ...rest } = priceFields(input, path);
  const hasIntro = introOffer?.enabled === true;
  return {
    ...rest,
    hasIntro,
    trialDays: trialDays ?? 0,
    regional: [...(marketPrices ?? []), ...(regionalPrices ?? [])],
  };
};

const feature = object({
  code: string,
  name: string,
  type: oneOf('boolean', 'usage', 'seats', 'quota'),
  unitName: text,
  enabled: nullable(boolean),
  includedAmount: number,
  unlimited: nullable(boolean),
  overage: nullable(object({ enabled: boolean })),
});
export type CommetFeature = ReturnType<typeof feature>;

const plan = object({
  id: commetId,
  name: string,
  description: text,
  consumptionModel: text,
  isPublic: boolean,
  isFree: boolean,
  sortOrder: integer,
  planGroupId: text,
  features: nullable(list(feature)),
  prices: nullable(list(price)),
});
export type CommetPlan = ReturnType<typeof plan>;

export const decodePlans: Decoder<readonly CommetPlan[]> = list(plan);

const usage = object({ current: number, included: number });
const subscription = object({
  id: commetId,
  customerId: string,
  plan: object({ id: commetId, name: string, basePrice: number }),
  status: oneOf('draft', 'pending_payment', 'trialing', 'active', 'past_due', 'canceled'),
  billingInterval: text,
  consumptionModel: text,
  trialEndsAt: date,
  currentPeriod: nullable(object({ start: instant, end: instant })),
  features: nullable(list(object({ code: string, usage: nullable(usage) }))),
  balance: nullable(object({ remaining: integer, currency: string })),
  cancellation: nullable(object({ effectiveAt: instant })),
  cancelAtPeriodEnd: nullable(boolean),
  scheduledPlanChange: nullable(
    object({ newPlanId: nullable(commetId), newPlanName: text, newBillingInterval: text, scheduledFor: instant }),
  ),
  discount: nullable(object({ name: text, endsAt: date })),
  nextBillingDate: date,
  checkoutUrl: text,
});
export type CommetSubscription = ReturnType<typeof subscription>;

export const decodeSubscription: Decoder<CommetSubscription> = subscription;
export const decodeSubscriptions: Decoder<readonly CommetSubscription[]> = list(subscription);

export const decodePreview = object({
  currency: string,
  currentPlanCredit: integer,
  newPlanCharge: integer,
  estimatedTotal: integer,
  effectiveDate: instant,
  daysRemaining: integer,
  totalDays: integer,
});
export type CommetPreview = ReturnType<typeof decodePreview>;

const seatLimitWarning = object({ featureCode: string, featureName: string, currentSeats: integer, included: integer });
export type CommetSeatWarning = ReturnType<typeof seatLimitWarning>;

// All members are optional in 2026-07-11; the union of 2026-07-31 has the same names beside its `outcome`.
export const decodeChange = object({
  requiresCheckout: nullable(boolean),
  checkoutUrl: text,
  scheduled: nullable(boolean),
  scheduledFor: date,
  changeType: text,
  billing: nullable(object({ totalCharged: integer })),
  invoiceId: text,
  seatLimitWarning: nullable(seatLimitWarning),
});
export type CommetChange = ReturnType<typeof decodeChange>;

export const decodeRecoveryLink = object({ url: string });
export const decodePortalLink = object({ portalUrl: string });
export const decodeCheckoutLink = object({ checkoutUrl: string });
