import { money, zero } from '../../../core/money.js';
import type { Feature, Plan, Price } from '../../../core/plan.js';
import type { OcpSettings } from './options.js';
import type { OcpPlan, OcpWorkspace } from './shapes.js';

/** What the API calls the three things it limits, in the words of its own pages. */
export const LIMITS = { bots: 'Bots', bot_users: 'Bot users', members: 'Members' } as const;
export type LimitName = keyof typeof LIMITS;
export const LIMIT_NAMES: readonly LimitName[] = ['bots', 'bot_users', 'members'];

/** The plans on sale and the one held, in the API's own order. What a customer pays is for the presentation to say. */
export function plansOf(settings: OcpSettings, plans: readonly OcpPlan[], held: OcpWorkspace): readonly Plan[] {
  const isOnSale = ({ status }: OcpPlan) => settings.activeStatuses.includes(status);
  const shown = plans.filter((plan) => isOnSale(plan) || plan.id === held.planId);
  const names = new Map<string, OcpPlan[]>();
  for (const plan of shown) {
    const key = groupOf(settings, plan.id)?.id ?? plan.id;
    names.set(key, [...(names.get(key) ?? []), plan]);
  }
  return [...names].map(([key, members], order) => planOf(settings, key, members, order, isOnSale));
}

function groupOf({ plans = [] }: OcpSettings, id: string) {
  return plans.find((group) => group.plans.includes(id)) ?? null;
}

function planOf(
  settings: OcpSettings,
  key: string,
  members: readonly OcpPlan[],
  order: number,
  isOnSale: (plan: OcpPlan) => boolean,
): Plan {
  const [first] = members;
  const group = settings.plans?.find(({ id }) => id === key);
  return {
    id: key,
    name: group?.name ?? first?.name ?? key,
    tagline: null,
    badge: null,
    recommended: false,
    order,
    isFree: members.every(({ id }) => id === settings.freePlanId),
    prices: members.map((plan) => priceOf(settings, plan, isOnSale(plan))),
    features: first === undefined ? [] : LIMIT_NAMES.map((name) => featureOf(name, first)),
    availability: { status: 'available' },
    lang: {},
  };
}

function priceOf({ freePlanId, currency }: OcpSettings, plan: OcpPlan, onSale: boolean): Price {
  return {
    id: plan.id,
    interval: { interval: plan.is_yearly ? 'year' : 'month', intervalCount: 1 },
    amount: plan.id === freePlanId ? zero(currency) : null,
    cost: money(Math.round(plan.price * 100), 'USD'),
    trialDays: 0,
    timing: null,
    unavailable: onSale ? null : 'plan_unavailable',
  };
}

function featureOf(name: LimitName, plan: OcpPlan): Feature {
  return { kind: 'limit', id: name, name: LIMITS[name], limit: plan[name], unit: null };
}
