import type { ChangePlanOutcome, ReadOutcome } from '../core/outcome.js';
import { sameMoney, type Money } from '../core/money.js';
import { findPrice, type Plan } from '../core/plan.js';
import type { Call } from './call.js';
import { namedImpact, namedSubscription } from './names.js';
import type { PreviewClaims } from './previewToken.js';
import { withSafeOutcome } from './urls.js';

/** An outcome as the browser gets it: links checked, plans in the host's words, the charge compared with what was shown. */
export function finished(
  call: Call,
  claims: PreviewClaims,
  plans: readonly Plan[],
  outcome: ChangePlanOutcome,
): ChangePlanOutcome;
export function finished(call: Call, claims: PreviewClaims, plans: readonly Plan[], outcome: ReadOutcome): ReadOutcome;
export function finished(call: Call, claims: PreviewClaims, plans: readonly Plan[], outcome: ReadOutcome): ReadOutcome {
  const safe = withSafeOutcome(call, outcome);
  const target = findPrice(plans, claims.selection.priceId)?.plan.id;
  switch (safe.status) {
    case 'applied': {
      const wasTaken = safe.payment === 'paid' || safe.payment === 'none';
      const difference = wasTaken ? differenceOf(claims.amount, safe.amountCharged) : null;
      if (difference)
        call.services.emit({ type: 'amount_differs', ...call.subject, ...difference, explained: claims.leavesOut });
      return { ...safe, difference, subscription: namedSubscription(safe.subscription, plans) };
    }
    case 'scheduled':
      return {
        ...safe,
        subscription: namedSubscription(safe.subscription, plans),
        impact: namedImpact(safe.impact, plans, [target]),
      };
    case 'rejected':
      return { ...safe, impact: namedImpact(safe.impact, plans, [target]) };
    case 'pending':
      return { ...safe, subscription: namedSubscription(safe.subscription, plans) };
    case 'not_changed':
      return { ...safe, subscription: safe.subscription && namedSubscription(safe.subscription, plans) };
    case 'requires_checkout':
    case 'requires_action':
    case 'processing':
    case 'declined':
    case 'preview_stale':
    case 'unknown':
      return safe;
  }
}

// A promise of zero or of a credit is kept where nothing was charged.
function differenceOf(shown: Money | null, charged: Money | null): { shown: Money; charged: Money } | null {
  if (shown === null || charged === null || sameMoney(shown, charged)) return null;
  if (shown.currency === charged.currency && shown.amount <= 0 && charged.amount === 0) return null;
  return { shown, charged };
}

export function tellOutcome(call: Call, claims: PreviewClaims, outcome: ReadOutcome): void {
  call.services.emit({
    type: 'change_answered',
    ...call.subject,
    status: outcome.status,
    priceId: claims.selection.priceId,
    charged: outcome.status === 'applied' ? outcome.amountCharged : null,
    reference: 'reference' in outcome ? outcome.reference : null,
  });
}
