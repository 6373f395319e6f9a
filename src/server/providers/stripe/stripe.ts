import type { BillingAdapter, Capabilities } from '../../../core/adapter.js';
import { plainCatalog } from '../../../core/plain.js';
import type { Provider, ProviderScope } from '../../options.js';
import { cancel, createLink, undo } from './care.js';
import { change, readChange } from './change.js';
import { settingsOf, type StripeOptions, type StripeSettings } from './options.js';
import { preview } from './preview.js';
import { createReader, type Snapshot } from './snapshot.js';

const capabilities: Capabilities = {
  preview: true,
  previewDowngrade: true,
  chooseTiming: true,
  undoScheduledChange: true,
  replaceScheduledChange: true,
  resume: true,
  cancel: true,
  cancelNow: true,
  subscribe: true,
  // Stripe proves that a checkout has expired; that a customer turned away from one, nobody says.
  readCheckout: false,
  quantity: true,
  seats: false,
  addons: false,
  discounts: false,
  credits: true,
  topUp: false,
  portal: true,
  recoveryLink: true,
  idempotentChange: true,
};

/**
 * Stripe, through the host's own `stripe` client.
 *
 * A quote is bound to the second that unused time is counted from: the change is made with that very second, so what is shown is
 * what is charged. Changes for the end of a period are subscription schedules of two phases.
 *
 * @throws TypeError where the client is missing, or nobody says which products or prices are plans.
 */
export function stripe(options: StripeOptions): Provider {
  const settings = settingsOf(options);
  return (scope) => createAdapter(scope, settings);
}

function createAdapter(scope: ProviderScope, settings: StripeSettings): BillingAdapter {
  const reader = createReader(settings, scope);
  /** What `getCatalog` read serves the calls of the same request, until something is written. */
  let latest: Snapshot | null = null;
  const known = async (signal: AbortSignal) => (latest ??= await reader.read(signal));

  return {
    async getCatalog(_request, signal) {
      latest = await reader.read(signal);
      return plainCatalog({
        plans: latest.plans,
        subscription: latest.held,
        capabilities,
        billingTimeZone: settings.billingTimeZone,
      });
    },
    async previewChangePlan(request, signal) {
      return preview(reader, await known(signal), request, signal);
    },
    async changePlan(request, signal) {
      const before = await known(signal);
      latest = null;
      return change(reader, before, request, signal);
    },
    readChange: (request, signal) => readChange(reader, request, signal),
    async cancelScheduledChange(request, signal) {
      latest = null;
      return undo(reader, request, signal);
    },
    async cancelSubscription(request, signal) {
      latest = null;
      return cancel(reader, request, signal);
    },
    createLink: (request, signal) => createLink(reader, request, signal),
  };
}
