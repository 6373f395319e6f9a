import type { BillingAdapter, Capabilities, TopUpRequest } from '../../../core/adapter.js';
import { plainCatalog } from '../../../core/plain.js';
import { settleByReading } from '../../../core/settle.js';
import type { Provider, ProviderScope } from '../../options.js';
import { cancel } from './cancel.js';
import { change } from './change.js';
import { link } from './link.js';
import { settingsOf, type CommetOptions, type CommetSettings } from './options.js';
import { preview } from './preview.js';
import { createReader, type Snapshot } from './snapshot.js';
import { topUp, topUpsOf } from './topUp.js';
import { undo } from './undo.js';

const capabilitiesOf = ({ topUps }: CommetSettings, { held }: Snapshot): Capabilities => ({
  preview: true,
  previewDowngrade: false,
  chooseTiming: false,
  undoScheduledChange: false,
  replaceScheduledChange: true,
  resume: true,
  cancel: true,
  cancelNow: true,
  subscribe: true,
  readCheckout: false,
  quantity: false,
  seats: true,
  addons: false,
  discounts: false,
  // Of a plan that is paid from a balance; that of others is nowhere said.
  credits: held !== null && held.creditBalance !== null,
  topUp: topUps.length > 0,
  portal: true,
  recoveryLink: true,
  idempotentChange: true,
});

/**
 * Commet, through the host's own `@commet/node` client.
 *
 * Commet decides when a change happens; its preview is an estimate without tax and without the customer's credit. A change is
 * not bound to a preview at Commet, so the handler asks again before each one. Every price is named `planId:interval`.
 */
export function commet(options: CommetOptions): Provider {
  if (typeof options?.client?.subscriptions?.changePlan !== 'function')
    throw new TypeError(
      'commet: client is missing. Without it no plan can be read. Pass new Commet({ apiKey }) from @commet/node.',
    );
  const settings = settingsOf(options);
  return (scope) => createAdapter(scope, settings);
}

function createAdapter(scope: ProviderScope, settings: CommetSettings): BillingAdapter {
  const reader = createReader(settings, scope);
  /** What `getCatalog` read serves the calls of the same request, until something is written. */
  let latest: Snapshot | null = null;
  const known = async (signal: AbortSignal) => (latest ??= await reader.read(signal));

  return {
    async getCatalog(_request, signal) {
      latest = await reader.read(signal);
      return plainCatalog({
        plans: latest.shown,
        topUps: topUpsOf(settings, latest),
        subscription: latest.held,
        capabilities: capabilitiesOf(settings, latest),
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
    async readChange({ selection, expected }, signal) {
      const { held } = await reader.read(signal);
      return settleByReading(held, selection, expected);
    },
    async cancelScheduledChange(request, signal) {
      latest = null;
      return undo(reader, request, signal);
    },
    async cancelSubscription(request, signal) {
      latest = null;
      return cancel(reader, request, signal);
    },
    ...(settings.topUps.length > 0 && {
      async topUpCredits(request: TopUpRequest, signal: AbortSignal) {
        latest = null;
        return topUp(reader, request, signal);
      },
    }),
    createLink: (request, signal) => link(reader, request, signal),
  };
}
