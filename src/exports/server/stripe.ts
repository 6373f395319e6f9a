export { stripe } from '../../server/providers/stripe/stripe.js';
export type { PaymentBehavior, ProrationBehavior, StripeClient } from '../../server/providers/stripe/client.js';
export type { StripeOptions, StripePolicy, StripeRule } from '../../server/providers/stripe/options.js';
