import { safeEmit } from '../../events.js';
import type { OcpOptions, OcpWorkspaceScope } from './options.js';

export type OperatorReason = 'wallet_short' | 'refused' | 'paid_without_change';

/** Tells the operator what a customer cannot mend. */
export interface OperatorBell {
  ring(about: OcpWorkspaceScope, reason: OperatorReason, planId: string, paymentId?: string): void;
}

export function createBell({ onEvent }: Pick<OcpOptions, 'onEvent'>): OperatorBell {
  const emit = safeEmit(onEvent);
  return {
    ring({ workspaceId, customerId }, reason, planId, paymentId = '') {
      const named = paymentId === '' ? null : paymentId;
      emit({ type: 'operator_needed', customerId, subscriptionId: workspaceId, reason, planId, paymentId: named });
    },
  };
}
