import type { BillingAdapter, Capabilities, ReadChangeRequest } from '../../../core/adapter.js';
import { plainCatalog } from '../../../core/plain.js';
import type { ReadOutcome } from '../../../core/outcome.js';
import { settleByReading } from '../../../core/settle.js';
import type { Provider, ProviderScope } from '../../options.js';
import { createBell, type OperatorBell } from './bell.js';
import { bindingOf, type CheckoutBinding } from './binding.js';
import { change, settledAs } from './change.js';
import { checkOptions } from './checkOptions.js';
import {
  completeCheckout,
  dropPayment,
  paymentFor,
  type CheckoutCompletion,
  type CompletedCheckout,
} from './completeCheckout.js';
import { settingsOf, type OcpOptions, type OcpSettings } from './options.js';
import { preview } from './preview.js';
import { undo } from './renewal.js';
import { routeOf } from './route.js';
import { createReader, type OcpReader, type Snapshot } from './snapshot.js';

function capabilitiesOf({ toFree }: OcpSettings): Capabilities {
  return {
    preview: false,
    previewDowngrade: false,
    chooseTiming: toFree === 'customer_chooses',
    // The only thing that is ever scheduled is leaving for the free plan, and that is taken back like a cancellation.
    undoScheduledChange: false,
    replaceScheduledChange: true,
    resume: true,
    // Leaving is choosing the free plan; there is nothing beyond it.
    cancel: false,
    cancelNow: false,
    subscribe: false,
    readCheckout: false,
    quantity: false,
    seats: false,
    addons: false,
    discounts: false,
    credits: false,
    topUp: false,
    portal: false,
    recoveryLink: false,
    idempotentChange: false,
  };
}

/** The provider, and what the host calls when a checkout of the partner was paid. */
export interface OcpPartner extends Provider {
  /**
   * Carries a paid checkout out: once per `paymentId`, for the workspace and plan that its reference was signed for. For the
   * host's verified webhook of the checkout; never for a page that a customer opens or returns to.
   */
  completeCheckout(checkout: CompletedCheckout): Promise<CheckoutCompletion>;
  /**
   * Ends a payment that could not be carried out and was given back, so that the workspace's next one can be. False where none
   * waits.
   */
  dropPayment(payment: Pick<CompletedCheckout, 'workspaceId' | 'paymentId'>): Promise<boolean>;
  /**
   * What a reference is for, for a checkout page of the partner's own to ask before it takes money. Null where it was not
   * signed here, has expired, or the workspace has moved on.
   */
  readReference(reference: string): Promise<{ readonly workspaceId: string; readonly planId: string } | null>;
}

/**
 * The OCP partner API (UChat's partner programme). `authorize` names the workspace as `subscriptionId`: the API knows no
 * customers, and the key opens every workspace, so that check is the host's alone.
 *
 * It has no preview, and knows what the partner pays but not what customers pay: that is `retailPrices` of the presentation.
 */
export function ocp(options: OcpOptions): OcpPartner {
  checkOptions(options);
  const settings = settingsOf(options);
  const binding = bindingOf(options);
  const bell = createBell(options);
  const provider = (scope: ProviderScope) => createAdapter(scope, settings, binding, bell);
  return Object.assign(provider, {
    completeCheckout: async (checkout: CompletedCheckout) => {
      if (binding === null)
        throw new TypeError(
          'ocp: completeCheckout needs ledger and secrets, which this billing type was set up without.',
        );
      return completeCheckout({ settings, binding, bell }, checkout);
    },
    dropPayment: async (payment: Pick<CompletedCheckout, 'workspaceId' | 'paymentId'>) =>
      binding !== null && dropPayment({ settings, binding }, payment),
    readReference: async (text: string) => {
      const found = (await binding?.references.open(text)) ?? null;
      if (found === null || settings.now() >= found.expiresAt) return null;
      const reader = createReader(settings, { customerId: found.customerId, subscriptionId: found.workspaceId });
      const { workspace } = await reader.read(new AbortController().signal);
      if (workspace.planId !== found.fromPlanId) return null;
      return { workspaceId: found.workspaceId, planId: found.planId };
    },
  });
}

function createAdapter(
  scope: ProviderScope,
  settings: OcpSettings,
  binding: CheckoutBinding | null,
  bell: OperatorBell,
): BillingAdapter {
  // The id is checked when something is read, so that a wrong one is an answer and not a crash of the handler.
  let made: OcpReader | null = null;
  const reader = () => (made ??= createReader(settings, scope));
  /** What `getCatalog` read serves the calls of the same request, until something is written. */
  let latest: Snapshot | null = null;
  const known = async (signal: AbortSignal) => (latest ??= await reader().read(signal));

  return {
    async getCatalog(_request, signal) {
      latest = await reader().read(signal);
      return plainCatalog({
        plans: timed(reader(), latest),
        subscription: latest.held,
        capabilities: capabilitiesOf(settings),
        billingTimeZone: settings.billingTimeZone,
        role: scope.role ?? 'customer',
        operatorBalance: await balance(reader()),
      });
    },
    async previewChangePlan(request, signal) {
      return preview(reader(), await known(signal), request);
    },
    async changePlan(request, signal) {
      const before = await known(signal);
      latest = null;
      return change({ reader: reader(), binding, bell }, before, request, signal);
    },
    async readChange(request, signal) {
      return whatBecame(reader(), binding, request, signal);
    },
    async cancelScheduledChange(request, signal) {
      latest = null;
      return undo(reader(), request, signal);
    },
  };
}

async function balance({ isOperator, settings, where }: OcpReader) {
  if (!isOperator) return null;
  // That nobody says it takes nothing from the page.
  return Promise.resolve(settings.balanceOf?.(where) ?? null).catch(() => null);
}

/** When each change would be carried out, by the way that it takes. */
function timed(reader: OcpReader, snapshot: Snapshot): Snapshot['plans'] {
  const timingOf = (plan: Snapshot['plans'][number], price: (typeof plan.prices)[number]) => {
    const { kind } = routeOf(reader, snapshot, { plan, price }, { priceId: price.id });
    switch (kind) {
      case 'blocked':
      // Not on the next billing date: days of grace come between, which only the preview tells.
      case 'renewal_off':
        return null;
      case 'checkout':
        return 'checkout';
      case 'direct':
      case 'stripe':
      case 'free_now':
        return 'immediately';
    }
  };
  return snapshot.plans.map((plan) => ({
    ...plan,
    prices: plan.prices.map((price) => ({ ...price, timing: timingOf(plan, price) })),
  }));
}

async function whatBecame(
  reader: OcpReader,
  binding: CheckoutBinding | null,
  { selection, expected, idempotencyKey }: ReadChangeRequest,
  signal: AbortSignal,
): Promise<ReadOutcome> {
  const { held } = await reader.read(signal);
  const outcome = settledAs(reader, settleByReading(held, selection, expected));
  if (outcome.status !== 'not_changed' || binding === null) return outcome;
  // Paid already, and the workspace has not followed: the customer must not be told that nothing came.
  const payment = await paymentFor(binding, reader.where.workspaceId, idempotencyKey);
  switch (payment?.status) {
    case undefined:
      return outcome;
    case 'settled':
      return payment?.outcome?.status === 'not_changed' ? { ...outcome, reason: 'canceled' } : outcome;
    case 'pending':
      return { status: 'pending', reason: 'review', recoveryUrl: null, subscription: held };
    case 'in_flight':
    case 'unknown':
    case 'processing':
    case 'requires_checkout':
    case 'requires_action':
      return { status: 'processing' };
  }
}
