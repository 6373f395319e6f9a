import { minorUnitDigits } from '../../../core/money.js';
import type { EngineOptions } from '../../engine/options.js';
import type { World, WorldFeature, WorldPlan, WorldPlanGroup, WorldPrice } from '../../engine/world.js';
import { nameOfInterval } from './intervals.js';
import type { CommetVersion } from './version.js';

const HOME = 'USD';
const CREATED = '2026-01-01T00:00:00.000Z';

/** Minor units as the vendor writes rates: 10000 is one unit of the currency. */
export function toRate(minor: number, currency: string): number {
  return minor * 10 ** (4 - minorUnitDigits(currency));
}

export function planShape(plan: WorldPlan, version: CommetVersion, { commet }: EngineOptions): Record<string, unknown> {
  return {
    id: plan.id,
    name: plan.name,
    code: plan.code,
    description: plan.description === '' ? null : plan.description,
    consumptionModel: commet.balances ? 'balance' : null,
    isPublic: plan.isPublic,
    isDefault: plan.isDefault,
    isFree: plan.isFree,
    blockOnExhaustion: null,
    sortOrder: plan.sortOrder,
    planGroupId: plan.groupId,
    metadata: null,
    createdAt: CREATED,
    updatedAt: CREATED,
    features: plan.features.map(featureShape),
    prices: plan.prices.map((price) => priceShape(price, version)),
    exchangeRates: [],
    object: 'plan',
    livemode: false,
  };
}

function featureShape(feature: WorldFeature): Record<string, unknown> {
  const overage = feature.overage;
  return {
    code: feature.code,
    name: feature.name,
    type: feature.type,
    unitName: feature.unitName,
    enabled: feature.enabled,
    includedAmount: feature.included,
    unlimited: feature.unlimited,
    overage: feature.type === 'boolean' ? null : overageShape(overage),
    regionalPrices: abroad(overage ?? {}).map(([currency, amount]) => ({
      currency,
      overageUnitPrice: toRate(amount, currency),
      autoSynced: false,
    })),
  };
}

function overageShape(overage: Record<string, number> | null) {
  if (overage === null) return { enabled: false, model: null, unitPrice: null };
  return { enabled: true, model: 'per_unit', unitPrice: toRate(overage[HOME] ?? 0, HOME) };
}

function priceShape(price: WorldPrice, version: CommetVersion): Record<string, unknown> {
  const regional = abroad(price.amounts);
  const common = {
    billingInterval: nameOfInterval(price.interval),
    price: price.amounts[HOME] ?? 0,
    isDefault: price.isDefault,
    trialDays: price.trialDays,
    includedBalance: null,
    includedCredits: null,
    regionalPrices: regional.map(([currency, amount]) => ({
      currency,
      price: amount,
      includedBalance: null,
      autoSynced: false,
    })),
  };
  if (version === '2026-07-11') return { ...common, introOffer: introShape(price) };
  const marketPrices = regional.map(([currency, amount]) => ({ currency, price: amount }));
  return { id: price.id, offerId: null, inheritsFromPriceId: null, metadata: null, ...common, marketPrices };
}

function introShape({ intro, amounts }: WorldPrice): Record<string, unknown> | null {
  if (intro === undefined) return null;
  const discountValue = (amounts[HOME] ?? 0) - (intro.amounts[HOME] ?? 0);
  return { enabled: true, discountType: 'amount', discountValue, durationCycles: intro.periods };
}

function abroad(amounts: Record<string, number>): readonly [string, number][] {
  return Object.entries(amounts).filter(([currency]) => currency !== HOME);
}

export function groupShape(world: World, group: WorldPlanGroup, version: CommetVersion): Record<string, unknown> {
  const plans = world.plans.filter((plan) => plan.groupId === group.id);
  return {
    id: group.id,
    name: group.name,
    description: group.description,
    isPublic: true,
    createdAt: CREATED,
    updatedAt: CREATED,
    ...(version === '2026-07-11' ? { plans: plans.map(({ id, name, sortOrder }) => ({ id, name, sortOrder })) } : {}),
    object: 'plan_group',
    livemode: false,
  };
}
