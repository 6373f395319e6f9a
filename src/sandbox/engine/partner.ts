import { addDays, periodEnd } from './calendar.js';
import { heldBy, priceById } from './catalog.js';
import { moveTo } from './move.js';
import type { EngineOptions } from './options.js';
import { Refused } from './refused.js';
import type { World, WorldPartnership, WorldPlan, WorldPrice, WorldSubscription } from './world.js';
import { record } from './world.js';

/** What a partner platform does where nobody says what the real one does. */
export interface PartnerOptions {
  /** What the wallet held before anything was taken from it, in US cents. */
  readonly wallet: number;
  /** What the partner pays of a plan's price, in whole percent. */
  readonly costPercent: number;
  /** What renews a workspace that the partner has never touched: the customer's card, as everywhere else, or the wallet. */
  readonly renewals: 'card' | 'wallet';
  /** Days between the end of the paid time and the free plan. */
  readonly overdueDays: number;
  /** Whether use above the limits of the free plan is deleted at once. Sources disagree. */
  readonly deletesExcess: boolean;
  /** What an unknown plan is answered with. */
  readonly unknownPlan: 'error_in_200' | 'status_422';
  readonly walletShortMessage: string;
  /** Whether a workspace says if it renews. */
  readonly autoRenewReadable: boolean;
  /** The last part of the two paths that nobody has written down. */
  readonly autoRenewPaths: { readonly on: string; readonly off: string };
  /** How the plan of a workspace is written. */
  readonly planField: 'plain' | 'quoted_list';
  readonly dates: 'space' | 'iso';
}

export const DEFAULT_PARTNER: PartnerOptions = {
  wallet: 1_000_000,
  costPercent: 40,
  renewals: 'card',
  overdueDays: 3,
  deletesExcess: false,
  unknownPlan: 'error_in_200',
  walletShortMessage: 'Not enough credit',
  autoRenewReadable: true,
  autoRenewPaths: { on: 'enable-auto-renew', off: 'disable-auto-renew' },
  planField: 'plain',
  dates: 'space',
};

interface PlanAndPrice {
  readonly plan: WorldPlan;
  readonly price: WorldPrice;
}

/** What the partner pays for one period, in US cents. */
export function partnerCost({ price }: PlanAndPrice, { partner }: EngineOptions): number {
  return Math.round(((price.amounts.USD ?? 0) * partner.costPercent) / 100);
}

/** US cents left in the wallet. */
export function walletOf(world: World, { partner }: EngineOptions): number {
  return partner.wallet - (world.partnerSpent ?? 0);
}

export function renewsItself({ partnership }: WorldSubscription): boolean {
  return partnership?.autoRenew ?? true;
}

/** Puts a workspace on another plan at once, paid from the wallet. @throws Refused where the wallet is too low. */
export function changeByPartner(
  world: World,
  subscription: WorldSubscription,
  target: PlanAndPrice,
  autoRenew: boolean | null,
  options: EngineOptions,
): void {
  spend(world, partnerCost(target, options), options);
  moveTo(world, subscription, target, true);
  subscription.status = 'active';
  subscription.endDate = null;
  subscription.openInvoiceId = null;
  if (target.plan.isFree && options.partner.deletesExcess) deleteExcess(world, subscription, target.plan);
  subscription.partnership = { autoRenew: autoRenew ?? renewsItself(subscription), overdue: null };
  tell(world, subscription, 'plan_changed', partnerCost(target, options));
}

function spend(world: World, cost: number, options: EngineOptions): void {
  if (cost > 0 && cost > walletOf(world, options)) {
    record(world, 'no_enough_credit', { event_type: 'no_enough_credit' });
    throw new Refused('charge_failed', options.partner.walletShortMessage);
  }
  world.partnerSpent = (world.partnerSpent ?? 0) + cost;
}

function deleteExcess(world: World, subscription: WorldSubscription, plan: WorldPlan): void {
  const { usage } = heldBy(world, subscription).customer;
  for (const { code, included } of plan.features)
    if (included !== null && code in usage) usage[code] = Math.min(usage[code] ?? 0, included);
}

export function setAutoRenew(world: World, subscription: WorldSubscription, autoRenew: boolean): void {
  subscription.partnership = { overdue: null, ...subscription.partnership, autoRenew };
  subscription.updatedAt = world.now;
}

/** Whether the end of a period is the partner's to settle, and not the customer's card's. */
export function isPartners(world: World, subscription: WorldSubscription, { partner }: EngineOptions): boolean {
  if (heldBy(world, subscription).plan.isFree) return false;
  return subscription.partnership !== undefined || partner.renewals === 'wallet';
}

/** The end of a paid period, or one more day after it: renewed from the wallet, overdue, or free in the end. */
export function rollByPartner(world: World, subscription: WorldSubscription, options: EngineOptions): void {
  const partnership = subscription.partnership ?? { autoRenew: true, overdue: null };
  subscription.partnership = partnership;
  if (partnership.autoRenew && renewed(world, subscription, partnership, options)) return;
  const days = (partnership.overdue?.days ?? 0) + 1;
  if (days > options.partner.overdueDays) return fallToFree(world, subscription, options);
  partnership.overdue = { days, nextAt: addDays(world.now, 1) };
  subscription.status = 'past_due';
  tell(world, subscription, 'overdue');
}

function renewed(
  world: World,
  subscription: WorldSubscription,
  partnership: WorldPartnership,
  options: EngineOptions,
): boolean {
  const { plan, price } = heldBy(world, subscription);
  try {
    spend(world, partnerCost({ plan, price }, options), options);
  } catch {
    return false;
  }
  const start = subscription.period?.end ?? world.now;
  subscription.period = { start, end: periodEnd(start, price.interval, subscription.anchorDay) };
  subscription.status = 'active';
  subscription.trialEndsAt = null;
  partnership.overdue = null;
  tell(world, subscription, 'plan_renewed', partnerCost({ plan, price }, options));
  return true;
}

function fallToFree(world: World, subscription: WorldSubscription, options: EngineOptions): void {
  const plan = world.plans.find((candidate) => candidate.isFree);
  const price = plan?.prices[0];
  if (plan === undefined || price === undefined) return;
  changeByPartner(world, subscription, priceById(world, price.id), true, options);
}

/** When an overdue workspace is looked at again; null where none waits for that. */
export function overdueAt({ partnership, status }: WorldSubscription): string | null {
  return status === 'past_due' ? (partnership?.overdue?.nextAt ?? null) : null;
}

function tell(world: World, subscription: WorldSubscription, event: string, cost = 0): void {
  const { planId, period, customerId } = subscription;
  record(world, event, {
    event_type: event,
    subscriptionId: subscription.id,
    customerId,
    plan: planId,
    billing_end_at: period?.end ?? null,
    auto_renew: renewsItself(subscription) ? 1 : 0,
    cost,
  });
}
