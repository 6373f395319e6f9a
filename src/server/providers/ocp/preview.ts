import type { PreviewRequest } from '../../../core/adapter.js';
import { impactOf, type Impact } from '../../../core/impact.js';
import { changeDirection, findPrice, type PricedPlan } from '../../../core/plan.js';
import type { ChangeSummary, Confirmable, PreviewOutcome } from '../../../core/preview.js';
import { LIMITS } from './catalog.js';
import { routeOf, targetOf, type Route } from './route.js';
import type { OcpReader, Snapshot } from './snapshot.js';
import { freeAt } from './subscription.js';

const VALID_FOR_MS = 600_000;

/** Names the way a change was shown to take: it is made in that way or shown again. */
export function tokenOf({ kind }: Route): string {
  return `ocp:${kind}`;
}

/** What a change would do. The API has no preview: no amount is ever worked out here. */
export function preview(reader: OcpReader, snapshot: Snapshot, { selection }: PreviewRequest): PreviewOutcome {
  const target = targetOf(snapshot, selection);
  const route = routeOf(reader, snapshot, target, selection);
  const shown = {
    token: tokenOf(route),
    validForMs: VALID_FOR_MS,
    change: summaryOf(snapshot, target),
    impact: effectsOf(snapshot, target, route),
  };
  switch (route.kind) {
    case 'blocked':
      return { status: 'blocked', reason: route.reason, ...shown, recoveryUrl: null };
    case 'checkout':
      return { ...shown, ...asCheckout(reader, route.template) };
    case 'direct':
    case 'stripe':
    case 'free_now':
      return {
        ...shown,
        status: 'unavailable',
        recurring: null,
        effectiveAt: new Date(snapshot.at).toISOString(),
      };
    case 'renewal_off': {
      const end = snapshot.workspace.end ?? new Date(snapshot.at).toISOString();
      return {
        ...shown,
        status: 'scheduled',
        effectiveAt: freeAt(reader.settings, end),
        paidUntil: end,
        nextInvoice: null,
        recurring: null,
        paymentMethod: null,
      };
    }
  }
}

type Checkout = Omit<Extract<PreviewOutcome, { status: 'requires_checkout' }>, keyof Confirmable>;

function asCheckout({ settings: { billing } }: OcpReader, template: string): Checkout {
  // Exact and without an amount: the handler puts the retail price in, which the API does not know.
  const exact = billing.type === 'billingUrl' && billing.checkoutAsks === 'retail_price';
  return {
    status: 'requires_checkout',
    dueNow: null,
    certainty: exact ? 'exact' : 'estimate',
    excludes: exact ? [] : ['tax', 'credit'],
    checkoutHost: new URL(template.split('?')[0] ?? template).host,
    nextInvoice: null,
    recurring: null,
    paymentMethod: null,
  };
}

export function summaryOf({ plans, held }: Snapshot, target: PricedPlan): ChangeSummary {
  return {
    direction: changeDirection(findPrice(plans, held.priceId), target),
    from: { planId: held.planId, planName: held.planName, interval: held.interval },
    to: {
      planId: target.plan.id,
      planName: target.plan.name,
      priceId: target.price.id,
      interval: target.price.interval,
    },
  };
}

export function effectsOf(snapshot: Snapshot, { plan }: PricedPlan, { kind }: Route): readonly Impact[] {
  const { held, plans } = snapshot;
  const from = plans.find(({ id }) => id === held.planId) ?? null;
  const when = kind === 'renewal_off' ? 'later' : 'immediately';
  const effects = impactOf({ subscription: held, from, to: plan, when });
  return [
    ...(kind === 'free_now' ? atRisk(effects) : []),
    ...(kind === 'renewal_off' ? [] : replaced(snapshot)),
    ...effects,
  ];
}

/** Sources disagree whether bot users over the limit are deleted, so neither is said. */
function atRisk(effects: readonly Impact[]): readonly Impact[] {
  const isOver = effects.some((item) => item.kind === 'limit_exceeded' && item.featureId === 'bot_users');
  return isOver ? [{ kind: 'data_at_risk', severity: 'warn', featureId: 'bot_users', name: LIMITS.bot_users }] : [];
}

function replaced({ held: { scheduledChange } }: Snapshot): readonly Impact[] {
  if (scheduledChange === null) return [];
  const { planName, effectiveAt } = scheduledChange;
  return [{ kind: 'scheduled_change_replaced', severity: 'warn', name: planName ?? '', effectiveAt }];
}
