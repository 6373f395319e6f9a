import type { OcpSettings } from './options.js';

/**
 * Whether who asks may switch renewal at all. Customers may not where only operators change plans, and not where the host's
 * Stripe subscription would go on charging, or not charge, without being told.
 */
export function mayChangeRenewal({
  settings: { billing },
  isOperator,
}: {
  readonly settings: OcpSettings;
  readonly isOperator: boolean;
}): boolean {
  if (isOperator) return true;
  switch (billing.type) {
    case 'billingUrl':
      return true;
    case 'wallet':
      return billing.customers === 'change';
    case 'internalStripe':
      return billing.renewal !== undefined;
  }
}
