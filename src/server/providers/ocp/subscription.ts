import { findPrice, type Plan } from '../../../core/plan.js';
import type { OtherItem, ScheduledChange, Subscription } from '../../../core/subscription.js';
import { LIMIT_NAMES } from './catalog.js';
import type { OcpSettings } from './options.js';
import type { OcpWorkspace } from './shapes.js';

const DAY = 86_400_000;
const ADDON_NAMES: Readonly<Record<string, string>> = {
  addon_bot: 'Extra bots',
  addon_member: 'Extra members',
  addon_bot_user: 'Extra bot users',
  addon_lists: 'Extra lists',
};

/** What is known of a workspace at one moment. */
export interface Moment {
  readonly plans: readonly Plan[];
  readonly workspace: OcpWorkspace;
  /** Null where neither the workspace nor the host says it. */
  readonly autoRenew: boolean | null;
  /** The platform's time, milliseconds since 1970. */
  readonly at: number;
}

/** A workspace as the subscription that it is to its customer. */
export function subscriptionOf(settings: OcpSettings, moment: Moment): Subscription {
  const { plans, workspace, autoRenew } = moment;
  const found = findPrice(plans, workspace.planId);
  const isFree = workspace.planId === settings.freePlanId;
  const { start, end } = workspace;
  return {
    id: workspace.id,
    planId: found?.plan.id ?? workspace.planId,
    planName: found?.plan.name ?? workspace.planId,
    priceId: found === null ? null : workspace.planId,
    interval: found?.price.interval ?? null,
    amount: found?.price.amount ?? null,
    currency: settings.currency,
    quantity: 1,
    currentPeriod: start !== null && end !== null ? { start, end } : null,
    nextBillingDate: isFree || autoRenew === false ? null : end,
    usage: LIMIT_NAMES.map((featureId) => ({
      featureId,
      used: workspace.used[featureId],
      included: limitOf(found?.plan ?? null, featureId),
    })),
    addons: [],
    otherItems: otherItems(workspace),
    discounts: [],
    creditBalance: null,
    paymentMethod: null,
    scheduledChange: isFree || autoRenew !== false ? null : toFree(settings, moment),
    pendingChange: null,
    cancellation: null,
    ...statusOf(moment, isFree),
  };
}

function limitOf(plan: Plan | null, id: string): number | null {
  const feature = plan?.features.find((candidate) => candidate.id === id);
  return feature?.kind === 'limit' ? feature.limit : null;
}

function otherItems({ addons }: OcpWorkspace): readonly OtherItem[] {
  return addons
    .filter(({ quantity }) => quantity > 0)
    .map(({ id, quantity }) => ({ id, name: ADDON_NAMES[id] ?? id, quantity }));
}

/** Renewal is off: the paid time runs out, the days of grace follow, and then comes the free plan. */
export function toFree(settings: OcpSettings, { plans, workspace, at }: Moment): ScheduledChange | null {
  const { end, id } = workspace;
  const free = findPrice(plans, settings.freePlanId);
  if (end === null || free === null) return null;
  return {
    id: `${id}:${free.price.id}:${end}`,
    planId: free.plan.id,
    planName: free.plan.name,
    priceId: free.price.id,
    interval: free.price.interval,
    effectiveAt: freeAt(settings, end),
    paidUntil: end,
    undoable: at < Date.parse(end) || settings.undoWhileOverdue,
    replaceable: true,
  };
}

export function freeAt({ overdueDays }: OcpSettings, end: string): string {
  return new Date(Date.parse(end) + overdueDays * DAY).toISOString();
}

type Status =
  | { readonly status: 'active' | 'paused' }
  | { readonly status: 'trialing'; readonly trialEndsAt: string }
  | { readonly status: 'past_due'; readonly recoveryUrl: null };

/** The API has no status: it follows from the dates, by the platform's own clock. */
function statusOf({ workspace, at }: Moment, isFree: boolean): Status {
  const { isPaused, trialEndsAt, end } = workspace;
  if (isPaused) return { status: 'paused' };
  if (isFree) return { status: 'active' };
  if (trialEndsAt !== null && at < Date.parse(trialEndsAt)) return { status: 'trialing', trialEndsAt };
  if (end !== null && at >= Date.parse(end)) return { status: 'past_due', recoveryUrl: null };
  return { status: 'active' };
}
