import type { BillingInterval } from '../../core/plan.js';
import { anchorDayOf, isoOf, instant, periodEnd } from './calendar.js';
import { heldBy } from './catalog.js';
import { BAD_CARD, GOOD_CARD } from './checkout.js';
import type {
  World,
  WorldAddon,
  WorldCustomer,
  WorldDiscount,
  WorldFeature,
  WorldPlan,
  WorldPrice,
  WorldSubscription,
} from './world.js';

/** Half of April is over: a monthly period from the first has exactly 15 of its 30 days left. */
export const SEED_NOW = '2026-04-16T00:00:00.000Z';

/** Who the demo is signed in as. */
export const DEMO = { customerId: 'cus_demo', subscriptionId: 'sub_demo' } as const;

/** The worlds that a sandbox can begin with. `default` is the whole invented product; `empty` has no plan at all. */
export const SEEDS = ['default', 'empty'] as const;
export type SeedName = (typeof SEEDS)[number];

const WEEK: BillingInterval = { interval: 'week', intervalCount: 1 };
const MONTH: BillingInterval = { interval: 'month', intervalCount: 1 };
const QUARTER: BillingInterval = { interval: 'month', intervalCount: 3 };
const YEAR: BillingInterval = { interval: 'year', intervalCount: 1 };

/** A billing system with an invented product, the same every time. */
export function seedWorld(name: SeedName = 'default', now: string = SEED_NOW): World {
  const start = isoOf(instant(now));
  const world: World = {
    version: 1,
    now: start,
    lastId: 0,
    planGroups: [],
    plans: [],
    addons: [],
    discounts: [],
    customers: [],
    subscriptions: [],
    checkouts: [],
    invoices: [],
    charges: [],
    payments: [],
    events: [],
    idempotency: {},
  };
  if (name === 'empty') return world;
  world.planGroups = [
    { id: 'pgr_harbor', name: 'Harbor plans', description: 'The plans of Harbor.' },
    { id: 'pgr_legacy', name: 'Legacy', description: 'Sold before Harbor 2.' },
  ];
  world.plans = plans();
  world.addons = addons();
  world.discounts = discounts();
  world.customers = customers();
  world.subscriptions = subscriptions(start);
  for (const held of world.subscriptions) held.paid = held.status === 'trialing' ? 0 : heldBy(world, held).amount;
  addOverdueInvoice(world);
  return world;
}

/** What a subscription has beside its plan, as most have it. */
const NOTHING_BESIDE = { quantity: 1, addons: [], discounts: [], metadata: {}, pendingChange: null };

type Amounts = Record<string, number>;

function addons(): WorldAddon[] {
  return [
    {
      id: 'adn_support',
      name: 'Priority support',
      amounts: { USD: 1500, EUR: 1400, JPY: 2200, KWD: 4600, HUF: 540_000 },
    },
    { id: 'adn_backups', name: 'Daily backups', amounts: { USD: 500, EUR: 500, JPY: 750, KWD: 1500, HUF: 180_000 } },
  ];
}

function discounts(): WorldDiscount[] {
  const discount = (code: string, rest: Partial<WorldDiscount>): WorldDiscount => ({
    id: `dsc_${code.toLowerCase()}`,
    code,
    basisPoints: 1000,
    survivesChange: true,
    planIds: null,
    expiresAt: null,
    ...rest,
  });
  return [
    discount('HARBOR10', {}),
    discount('ONLYHERE', { basisPoints: 2000, survivesChange: false }),
    discount('BUSINESS', { planIds: ['pln_business'] }),
    discount('LASTYEAR', { expiresAt: '2026-01-01T00:00:00.000Z' }),
  ];
}

function price(plan: string, interval: BillingInterval, amounts: Amounts, trialDays = 0): WorldPrice {
  const isDefault = interval === MONTH;
  return { id: `pri_${plan}_${nameOf(interval)}`, interval, isDefault, trialDays, amounts };
}

function nameOf(interval: BillingInterval): string {
  if (interval === QUARTER) return 'quarterly';
  return { day: 'daily', week: 'weekly', month: 'monthly', year: 'yearly' }[interval.interval];
}

function on(code: string, name: string, enabled = true): WorldFeature {
  return { code, name, type: 'boolean', unitName: null, enabled, included: null, unlimited: false, overage: null };
}

function usage(code: string, name: string, unitName: string, included: number | null): WorldFeature {
  return { code, name, type: 'usage', unitName, enabled: true, included, unlimited: included === null, overage: null };
}

function seats(included: number, overage: Amounts | null = null): WorldFeature {
  return {
    code: 'seats',
    name: 'Seats',
    type: 'seats',
    unitName: 'seat',
    enabled: true,
    included,
    unlimited: false,
    overage,
  };
}

function plan(code: string, name: string, sortOrder: number, rest: Partial<WorldPlan>): WorldPlan {
  const base = {
    groupId: 'pgr_harbor',
    isFree: false,
    isPublic: true,
    isDefault: false,
    recommended: false,
    description: '',
  };
  return { id: `pln_${code}`, code, name, sortOrder, prices: [], features: [], ...base, ...rest };
}

const FREE: Amounts = { USD: 0, EUR: 0, JPY: 0, KWD: 0, HUF: 0 };

function plans(): WorldPlan[] {
  return [
    plan('free', 'Free', 0, {
      description: 'To try Harbor on one project.',
      isFree: true,
      isDefault: true,
      prices: [price('free', MONTH, FREE)],
      features: features({ seats: seats(1), projects: 1, minutes: 100 }),
    }),
    plan('starter', 'Starter', 1, {
      description: 'For small teams that ship every week.',
      prices: [
        price('starter', WEEK, { USD: 900, EUR: 800 }),
        price('starter', MONTH, { USD: 2900, EUR: 2700, JPY: 4200, KWD: 8900, HUF: 1_049_000 }),
        {
          ...price('starter', QUARTER, { USD: 8100, EUR: 7500, JPY: 11_800, KWD: 24_900, HUF: 2_949_000 }),
          intro: { periods: 2, amounts: { USD: 5400, EUR: 5000, JPY: 7900, KWD: 16_600, HUF: 1_966_000 } },
        },
        price('starter', YEAR, { USD: 29_000, EUR: 27_000, JPY: 42_000, KWD: 89_000, HUF: 10_490_000 }),
      ],
      features: features({ seats: seats(3), projects: 10, minutes: 1000, previews: true }),
    }),
    plan('pro', 'Pro', 2, {
      description: 'For growing teams that need room.',
      recommended: true,
      prices: [
        price('pro', MONTH, { USD: 9900, EUR: 9200, JPY: 14_800, KWD: 30_500, HUF: 3_590_000 }),
        price('pro', QUARTER, { USD: 28_200, EUR: 26_200, JPY: 42_000, KWD: 86_900, HUF: 10_190_000 }),
        price('pro', YEAR, { USD: 99_000, EUR: 92_000, JPY: 148_000, KWD: 305_000, HUF: 35_900_000 }),
      ],
      features: features({ seats: seats(10), projects: 50, minutes: 5000, previews: true, sso: true }),
    }),
    plan('business', 'Business', 3, {
      description: 'For companies with many teams.',
      // Not sold in KWD, so that a missing regional price can be met.
      prices: [
        price('business', MONTH, { USD: 29_900, EUR: 27_900, JPY: 44_800, HUF: 10_890_000 }, 14),
        price('business', YEAR, { USD: 299_000, EUR: 279_000, JPY: 448_000, HUF: 108_900_000 }, 14),
      ],
      features: features({
        seats: seats(50, { USD: 2000, EUR: 1900, JPY: 3000, HUF: 720_000 }),
        projects: null,
        minutes: 50_000,
        previews: true,
        sso: true,
        audit: true,
      }),
    }),
    plan('classic', 'Classic', 0, {
      description: 'The plan of the first customers.',
      groupId: 'pgr_legacy',
      prices: [price('classic', MONTH, { USD: 1900 })],
      features: features({ seats: seats(5), projects: 20, minutes: 2000 }),
    }),
  ];
}

function features(has: {
  seats: WorldFeature;
  projects: number | null;
  minutes: number | null;
  previews?: boolean;
  sso?: boolean;
  audit?: boolean;
}): WorldFeature[] {
  return [
    has.seats,
    usage('projects', 'Projects', 'project', has.projects),
    usage('build_minutes', 'Build minutes', 'minute', has.minutes),
    on('preview_links', 'Preview links', has.previews ?? false),
    on('single_sign_on', 'Single sign-on', has.sso ?? false),
    on('audit_log', 'Audit log', has.audit ?? false),
  ];
}

function customer(name: string, rest: Partial<WorldCustomer> = {}): WorldCustomer {
  const base = { currency: 'USD', credit: 0, taxBasisPoints: 0, card: { ...GOOD_CARD }, unbilledUsage: 0 };
  const used = { seats: 1, projects: 1, build_minutes: 40 };
  return { id: `cus_${name}`, email: `${name.replaceAll('_', '.')}@example.com`, usage: used, ...base, ...rest };
}

function customers(): WorldCustomer[] {
  return [
    customer('demo', { usage: { seats: 8, projects: 24, build_minutes: 1800 } }),
    customer('starter', { usage: { seats: 2, projects: 6, build_minutes: 400 } }),
    customer('free', { card: null }),
    customer('trial', { usage: { seats: 4, projects: 3, build_minutes: 200 } }),
    customer('business', { usage: { seats: 60, projects: 120, build_minutes: 21_000 } }),
    customer('crowded', { usage: { seats: 12, projects: 6, build_minutes: 400 } }),
    customer('yearly'),
    customer('weekly'),
    customer('eur', { currency: 'EUR' }),
    customer('jpy', { currency: 'JPY' }),
    customer('kwd', { currency: 'KWD' }),
    customer('huf', { currency: 'HUF' }),
    customer('tax', { taxBasisPoints: 2000 }),
    customer('credit', { credit: 5000 }),
    customer('past_due', { card: { ...BAD_CARD } }),
    customer('declining', { card: { ...BAD_CARD } }),
    customer('legacy'),
    customer('canceled'),
    customer('new', { card: null }),
  ];
}

function subscription(name: string, planCode: string, interval: BillingInterval, now: string): WorldSubscription {
  const start = periodStart(now, interval);
  const anchorDay = anchorDayOf(start);
  return {
    id: `sub_${name}`,
    customerId: `cus_${name}`,
    planId: `pln_${planCode}`,
    priceId: `pri_${planCode}_${nameOf(interval)}`,
    status: 'active',
    trialEndsAt: null,
    wantsTrial: false,
    paid: 0,
    anchorDay,
    period: { start, end: periodEnd(start, interval, anchorDay) },
    scheduled: null,
    cancellation: null,
    openInvoiceId: null,
    ...NOTHING_BESIDE,
    startDate: start,
    endDate: null,
    createdAt: start,
    updatedAt: start,
  };
}

// Periods begin on the first of the month, weekly ones at the beginning of the day.
function periodStart(now: string, interval: BillingInterval): string {
  const date = new Date(instant(now));
  const day = interval === WEEK ? date.getUTCDate() : 1;
  return isoOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day));
}

function subscriptions(now: string): WorldSubscription[] {
  const monthly = (name: string, planCode: string) => subscription(name, planCode, MONTH, now);
  return [
    monthly('demo', 'pro'),
    monthly('starter', 'starter'),
    monthly('free', 'free'),
    trialing(monthly('trial', 'business'), now),
    monthly('business', 'business'),
    monthly('crowded', 'starter'),
    subscription('yearly', 'pro', YEAR, now),
    subscription('weekly', 'starter', WEEK, now),
    monthly('eur', 'starter'),
    monthly('jpy', 'starter'),
    monthly('kwd', 'pro'),
    monthly('huf', 'starter'),
    monthly('tax', 'starter'),
    monthly('credit', 'starter'),
    { ...monthly('past_due', 'pro'), status: 'past_due', openInvoiceId: 'inv_overdue' },
    monthly('declining', 'starter'),
    monthly('legacy', 'classic'),
    { ...monthly('canceled', 'pro'), status: 'canceled', endDate: now },
  ];
}

function trialing(held: WorldSubscription, now: string): WorldSubscription {
  const end = isoOf(instant(now) + 7 * 86_400_000);
  return { ...held, status: 'trialing', trialEndsAt: end, period: { start: now, end } };
}

function addOverdueInvoice(world: World): void {
  world.invoices.push({
    id: 'inv_overdue',
    number: 'HRB-0001',
    subscriptionId: 'sub_past_due',
    customerId: 'cus_past_due',
    at: world.now,
    currency: 'USD',
    lines: [{ kind: 'charge', name: 'Pro', amount: 9900 }],
    total: 9900,
    status: 'open',
    reason: 'renewal',
  });
}
