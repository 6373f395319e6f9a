import { money, type Money } from '../core/money.js';
import type { BillingInterval, Feature, Plan, Price } from '../core/plan.js';

/** Minor units of US dollars as money: `usd(2900)` is $29.00. */
export function usd(minorUnits: number): Money {
  return money(minorUnits, 'USD');
}

export const monthly: BillingInterval = { interval: 'month', intervalCount: 1 };
export const quarterly: BillingInterval = { interval: 'month', intervalCount: 3 };
export const yearly: BillingInterval = { interval: 'year', intervalCount: 1 };
export const weekly: BillingInterval = { interval: 'week', intervalCount: 1 };

/** A price of Harbor, the invented product of these fixtures; change what a case needs. */
export function aPrice(changes: Partial<Price> = {}): Price {
  return {
    id: 'price_starter_monthly',
    interval: monthly,
    amount: usd(2900),
    cost: null,
    trialDays: 0,
    timing: null,
    unavailable: null,
    ...changes,
  };
}

export function seats(included: number | null, overage: 'billed' | 'refused' = 'refused'): Feature {
  return { kind: 'seats', id: 'seats', name: 'Seats', included, overage };
}

export function projects(limit: number | null): Feature {
  return { kind: 'limit', id: 'projects', name: 'Projects', limit, unit: 'projects' };
}

export function sso(included: boolean): Feature {
  return { kind: 'boolean', id: 'sso', name: 'Single sign-on', included };
}

export function auditLog(included: boolean): Feature {
  return { kind: 'boolean', id: 'audit_log', name: 'Audit log', included };
}

/** A plan of Harbor: Starter, unless a case says otherwise. */
export function aPlan(changes: Partial<Plan> = {}): Plan {
  return {
    id: 'plan_starter',
    name: 'Starter',
    tagline: 'For a small team that ships together',
    badge: null,
    recommended: false,
    order: 1,
    isFree: false,
    prices: pricesOf('starter', 2900),
    features: [seats(3), projects(10), sso(false), auditLog(false)],
    availability: { status: 'available' },
    lang: {},
    ...changes,
  };
}

/** Monthly, quarterly (5 % less) and yearly (two months free) prices of one plan. */
function pricesOf(plan: string, month: number, changes: Partial<Price> = {}): readonly Price[] {
  const at = (name: string, interval: BillingInterval, amount: number) =>
    aPrice({ id: `price_${plan}_${name}`, interval, amount: usd(amount), ...changes });
  return [
    at('monthly', monthly, month),
    at('quarterly', quarterly, Math.floor((month * 3 * 95) / 100)),
    at('yearly', yearly, month * 10),
  ];
}

export const freePlan: Plan = aPlan({
  id: 'plan_free',
  name: 'Free',
  tagline: 'To try Harbor alone',
  order: 0,
  isFree: true,
  prices: [aPrice({ id: 'price_free', amount: usd(0) })],
  features: [seats(1), projects(2), sso(false), auditLog(false)],
});

export const starterPlan: Plan = aPlan();

export const proPlan: Plan = aPlan({
  id: 'plan_pro',
  name: 'Pro',
  tagline: 'For teams that grow',
  badge: 'Most popular',
  recommended: true,
  order: 2,
  prices: pricesOf('pro', 9900),
  features: [seats(10), projects(100), sso(true), auditLog(false)],
});

export const businessPlan: Plan = aPlan({
  id: 'plan_business',
  name: 'Business',
  tagline: 'For several teams with one bill',
  order: 3,
  prices: pricesOf('business', 29900, { trialDays: 14 }),
  features: [seats(50, 'billed'), projects(null), sso(true), auditLog(true)],
});

export const enterprisePlan: Plan = aPlan({
  id: 'plan_enterprise',
  name: 'Enterprise',
  tagline: 'For companies with their own contract',
  order: 4,
  prices: [],
  features: [seats(null), projects(null), sso(true), auditLog(true)],
  availability: { status: 'contact_sales', url: 'https://harbor.example/contact' },
});

/** Free, Starter, Pro, Business and Enterprise. */
export const harborPlans: readonly Plan[] = [freePlan, starterPlan, proPlan, businessPlan, enterprisePlan];

/** As many plans as a layout has to bear, each a little larger than the one before. */
export function manyPlans(count: number): readonly Plan[] {
  return Array.from({ length: count }, (_, index) =>
    aPlan({
      id: `plan_${index + 1}`,
      name: `Plan ${index + 1}`,
      order: index,
      prices: pricesOf(`${index + 1}`, (index + 1) * 500),
      features: [seats(index + 1), projects((index + 1) * 10)],
    }),
  );
}
