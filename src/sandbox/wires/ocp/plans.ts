import { Refused } from '../../engine/refused.js';
import { partnerCost } from '../../engine/partner.js';
import type { EngineOptions } from '../../engine/options.js';
import type { World, WorldPlan, WorldPrice } from '../../engine/world.js';

/** A plan of the partner API is one price: its id says nothing but which. */
export interface PartnerPlan {
  readonly id: string;
  readonly plan: WorldPlan;
  readonly price: WorldPrice;
}

/** At most six are on sale at the real platform; so many are offered here, the free one first. */
const ON_SALE = 6;
/** A number for what has no limit: the API knows no other word. */
const UNLIMITED = 1_000_000;

export function planIdOf(plan: WorldPlan, { interval: { interval, intervalCount } }: WorldPrice): string {
  if (plan.isFree) return plan.code;
  if (interval === 'month' && intervalCount === 1) return plan.code;
  if (interval === 'year') return `${plan.code}_yearly`;
  return `${plan.code}_${intervalCount === 1 ? interval : `${intervalCount}_${interval}s`}`;
}

function all(world: World): readonly PartnerPlan[] {
  return world.plans.flatMap((plan) => plan.prices.map((price) => ({ id: planIdOf(plan, price), plan, price })));
}

/** What is listed: monthly prices in order, then yearly ones from the largest plan down, as far as there is room. */
export function listed(world: World): readonly PartnerPlan[] {
  const sold = all(world).filter(({ plan }) => plan.groupId === 'pgr_harbor' && plan.isPublic);
  const monthly = sold.filter(({ id, plan }) => id === plan.code);
  const yearly = sold.filter(({ id, plan }) => id === `${plan.code}_yearly`).reverse();
  return [...monthly, ...yearly.slice(0, Math.max(0, ON_SALE - monthly.length)).reverse()];
}

/** Plans that are sold no more are listed too, and marked. */
export function retired(world: World): readonly PartnerPlan[] {
  return all(world).filter(({ id, plan }) => plan.groupId !== 'pgr_harbor' && id === plan.code);
}

export function planNamed(world: World, id: string): PartnerPlan {
  const found = listed(world).find((candidate) => candidate.id === id);
  if (!found) throw new Refused('plan_not_found', 'The selected plan is invalid.');
  return found;
}

export function limitsOf({ features }: WorldPlan) {
  const limit = (code: string) => {
    const feature = features.find((candidate) => candidate.code === code);
    return feature?.unlimited ? UNLIMITED : (feature?.included ?? 0);
  };
  return { bots: limit('projects'), bot_users: limit('build_minutes'), members: limit('seats') };
}

export function planShape(found: PartnerPlan, options: EngineOptions, status: 'active' | 'inactive') {
  return {
    id: found.id,
    name: found.plan.name,
    price: partnerCost(found, options) / 100,
    ...limitsOf(found.plan),
    is_yearly: found.price.interval.interval === 'year' ? 1 : 0,
    status,
  };
}
