import { daysBetween } from '../../engine/calendar.js';
import type { Bill } from '../../engine/bill.js';
import type { Changed, SeatWarning } from '../../engine/change.js';
import type { World, WorldSubscription } from '../../engine/world.js';
import { nameOfInterval } from './intervals.js';
import type { CommetVersion } from './version.js';

/** The answer to a change, in the flat shape or in the union of the later version. */
export function changeShape(changed: Changed, version: CommetVersion, origin: string): Record<string, unknown> {
  const tail = { object: version === '2026-07-11' ? 'subscription' : 'plan_change', livemode: false };
  const outcome = (name: string) => (version === '2026-07-11' ? {} : { outcome: name });
  switch (changed.kind) {
    case 'checkout':
      return {
        ...outcome('requires_checkout'),
        requiresCheckout: true,
        checkoutUrl: `${origin}/checkout/${changed.checkout.id}`,
        ...tail,
      };
    case 'scheduled':
      return { ...outcome('scheduled'), ...scheduledShape(changed), ...tail };
    case 'completed':
      return { ...outcome('completed'), ...completedShape(changed), ...tail };
  }
}

function scheduledShape(changed: Extract<Changed, { kind: 'scheduled' }>): Record<string, unknown> {
  const { subscription, target, how, at, seatWarning } = changed;
  return {
    id: subscription.id,
    scheduled: true,
    scheduledFor: at,
    changeType: `subscription.${how}`,
    customerId: subscription.customerId,
    ...(how === 'cancel'
      ? {}
      : {
          newPlanId: target.plan.id,
          newPlanName: target.plan.name,
          newBillingInterval: nameOfInterval(target.price.interval),
        }),
    ...(seatWarning === null ? {} : { seatLimitWarning: warningShape(seatWarning, target.plan.name, at) }),
  };
}

function warningShape({ featureCode, featureName, used, included }: SeatWarning, newPlanName: string, at: string) {
  return { featureCode, featureName, currentSeats: used, included, newPlanName, effectiveDate: at };
}

function completedShape(changed: Extract<Changed, { kind: 'completed' }>): Record<string, unknown> {
  const { subscription, previousPlan, target, bill, invoice, paid } = changed;
  return {
    id: subscription.id,
    scheduled: false,
    customerId: subscription.customerId,
    previousPlan: { id: previousPlan.id, name: previousPlan.name },
    currentPlan: { id: target.plan.id, name: target.plan.name, price: target.amount },
    billingInterval: nameOfInterval(target.price.interval),
    billing: billingShape(bill, paid),
    ...(invoice.total === 0 && bill.credit === 0 ? {} : { invoiceId: invoice.id }),
  };
}

function billingShape(bill: Bill, paid: boolean): Record<string, number> {
  return {
    credit: bill.credit,
    creditsApplied: bill.creditsApplied,
    charge: bill.charge,
    taxAmount: bill.tax,
    netAmount: bill.charge - bill.credit,
    totalCharged: paid ? bill.total : 0,
    remainingCreditBalance: bill.creditAfter,
  };
}

export interface PreviewFigures {
  readonly currency: string;
  readonly credit: number;
  readonly charge: number;
  readonly isUpgrade: boolean;
}

/** What a change would cost, without tax, customer credit and use. */
export function previewShape(
  world: World,
  { period }: WorldSubscription,
  { currency, credit, charge, isUpgrade }: PreviewFigures,
  version: CommetVersion,
  floor: boolean,
): Record<string, unknown> {
  const estimate = charge - credit;
  return {
    currency,
    currentPlanCredit: credit,
    newPlanCharge: charge,
    estimatedTotal: floor ? Math.max(estimate, 0) : estimate,
    effectiveDate: world.now,
    daysRemaining: period ? Math.max(0, daysBetween(world.now, period.end)) : 0,
    totalDays: period ? daysBetween(period.start, period.end) : 0,
    isUpgrade,
    object: version === '2026-07-11' ? 'subscription' : 'plan_change_preview',
    livemode: false,
  };
}
