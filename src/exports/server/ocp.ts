export { ocp, type OcpPartner } from '../../server/providers/ocp/ocp.js';
export { thrivecartTemplate, type BillingUrlTemplate } from '../../server/providers/ocp/template.js';
export type {
  CheckoutCompletion,
  CheckoutMismatch,
  CompletedCheckout,
} from '../../server/providers/ocp/completeCheckout.js';
export type {
  OcpBilling,
  OcpOptions,
  OcpPlanGroup,
  OcpRenewal,
  OcpRenewalHook,
  OcpStripeAnswer,
  OcpStripeChange,
  OcpWorkspaceScope,
} from '../../server/providers/ocp/options.js';
