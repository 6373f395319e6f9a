import type { BillingAdapter, Capabilities } from '../../../core/adapter.js';
import { plainCatalog } from '../../../core/plain.js';
import type { Provider, ProviderScope } from '../../options.js';
import { change, readChange } from './change.js';
import { settingsOf, type DodoOptions, type DodoSettings } from './options.js';
import { preview } from './preview.js';
import { createReader, type Snapshot } from './snapshot.js';
import { cancel, link, undo } from './undo.js';

/**
 * Dodo Payments, through the host's own `dodopayments` client.
 *
 * The preview holds everything that Dodo charges for a change: tax, credit and use. It is called exact because the handler asks for
 * it again right before each change and goes on only with the very same amount; Dodo itself binds a change to no preview, so what
 * moves in the instant between the two can still differ. The charge is then compared with what was shown, by the payment that is
 * marked with the change, and a difference is told.
 *
 * A change is sent once and never repeated. Where the answer is lost or empty the subscription is read until it settles; without an
 * idempotency key of Dodo's own, the handler's ledger is what keeps two confirms one change, so use a shared one.
 *
 * Credit is shown and never sold: an entry in a wallet's ledger is a gift of the merchant, for which nobody pays.
 *
 * @throws TypeError where the client or the grouping of products is missing.
 */
export function dodo(options: DodoOptions): Provider {
  const settings = settingsOf(options);
  return (scope) => createAdapter(scope, settings);
}

function capabilitiesOf(settings: DodoSettings): Capabilities {
  return {
    preview: true,
    previewDowngrade: true,
    chooseTiming: settings.chooseTiming,
    undoScheduledChange: true,
    replaceScheduledChange: true,
    resume: true,
    cancel: true,
    cancelNow: true,
    subscribe: true,
    readCheckout: false,
    quantity: true,
    seats: false,
    addons: settings.addons,
    discounts: true,
    credits: settings.wallets,
    topUp: false,
    portal: true,
    recoveryLink: true,
    idempotentChange: false,
  };
}

function createAdapter(scope: ProviderScope, settings: DodoSettings): BillingAdapter {
  const reader = createReader(settings, scope);
  const capabilities = capabilitiesOf(settings);
  /** What `getCatalog` read serves the calls of the same request, until something is written. */
  let latest: Snapshot | null = null;
  const known = async (signal: AbortSignal) => (latest ??= await reader.read(signal));

  return {
    async getCatalog(_request, signal) {
      latest = await reader.read(signal);
      return plainCatalog({
        plans: latest.shown,
        addons: latest.addons,
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
    createLink: (request, signal) => link(reader, request, signal),
  };
}
