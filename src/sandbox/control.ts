import type { SandboxCore } from './core.js';
import { addDays, instant } from './engine/calendar.js';
import { customerOf, heldBy, priceById, subscriptionOf } from './engine/catalog.js';
import { moveClock } from './engine/clock.js';
import type { SandboxOptions } from './engine/options.js';
import type { SeedName } from './engine/seed.js';
import type { Charge, WorldCard, WorldEvent, WorldInvoice, WorldSubscription } from './engine/world.js';
import type { FaultRequest } from './faults/faults.js';
import { isSwitchName, SWITCH_NAMES } from './faults/switches.js';
import { changesWorld, disturb } from './faults/worldFaults.js';
import type { JournalEntry } from './journal.js';
import type { WebhookEndpoint } from './webhooks/endpoint.js';
import type { WebhookDelivery, WebhookSender } from './webhooks/sender.js';

/** A subscription as the demo panel shows it. */
export interface SubscriptionState {
  readonly id: string;
  readonly customerId: string;
  readonly status: WorldSubscription['status'];
  readonly planId: string;
  readonly planName: string;
  readonly priceId: string;
  readonly amount: number;
  readonly currency: string;
  readonly period: { readonly start: string; readonly end: string } | null;
  readonly scheduled: { readonly planName: string; readonly at: string } | null;
  readonly cancellation: { readonly effectiveAt: string } | null;
  readonly usage: Readonly<Record<string, number>>;
  /** Minor units of `currency`. */
  readonly credit: number;
}

export interface SandboxState {
  readonly now: string;
  readonly subscriptions: readonly SubscriptionState[];
  readonly checkouts: readonly { readonly id: string; readonly status: string; readonly url: string }[];
  readonly faults: readonly (FaultRequest & { readonly left: number })[];
}

/** What may be set by hand on a customer, named by a subscription. */
export interface CustomerSettings {
  readonly subscriptionId: string;
  readonly seats?: number;
  readonly usage?: Readonly<Record<string, number>>;
  /** Minor units. */
  readonly credit?: number;
  readonly taxBasisPoints?: number;
  readonly unbilledUsage?: number;
  /** `good`, `declining` and `asking` (whose bank asks the customer) are test cards, `none` takes the card away. */
  readonly card?: 'good' | 'declining' | 'asking' | 'none';
}

/** The hand on the sandbox: what happened, what time it is, and what shall go wrong. */
export interface SandboxControl {
  ledger(): readonly Charge[];
  invoices(): readonly WorldInvoice[];
  events(): readonly WorldEvent[];
  requests(): readonly JournalEntry[];
  state(): SandboxState;
  /** Moves the clock forward; what falls due on the way is carried out. Answers the time it is then. */
  clock(to: { readonly now: string } | { readonly advanceDays: number }): string;
  /** Asks for a failure. @throws RangeError for an unknown switch, with the names of all. */
  fault(fault: { readonly switch: string } & Omit<FaultRequest, 'switch'>): void;
  clearFaults(): void;
  setCustomer(settings: CustomerSettings): void;
  /** Sets what a price costs in a currency, in minor units. */
  setPrice(priceId: string, currency: string, amount: number): void;
  setOptions(options: SandboxOptions): void;
  /** Sends events to an endpoint from now on. @throws RangeError where it is on another machine. */
  addWebhook(endpoint: WebhookEndpoint): void;
  /** Sends events nowhere any more. */
  removeWebhooks(): void;
  webhooks(): {
    readonly endpoints: readonly Omit<WebhookEndpoint, 'secret'>[];
    readonly deliveries: readonly WebhookDelivery[];
  };
  /** Resolves when no webhook is on its way. What waits for the clock goes on waiting. */
  webhooksSent(): Promise<void>;
  /** Begins again, with nothing left of before. */
  reset(to?: { readonly seed?: SeedName; readonly now?: string }): void;
}

const CARDS: Readonly<Record<Exclude<CustomerSettings['card'], 'none' | undefined>, WorldCard>> = {
  good: { brand: 'visa', last4: '4242', declines: false },
  declining: { brand: 'visa', last4: '0002', declines: true },
  asking: { brand: 'visa', last4: '3155', declines: false, asks: true },
};

const CONTROL = { method: 'CONTROL', path: '/__control', act: 'write' } as const;

export function createControl(core: SandboxCore, webhooks: WebhookSender): SandboxControl {
  return {
    ledger: () => core.world.charges,
    invoices: () => core.world.invoices,
    events: () => core.world.events,
    requests: () => core.journal.list(),
    state: () => stateOf(core),
    clock(to) {
      const now = 'now' in to ? to.now : addDays(core.world.now, to.advanceDays);
      core.write((world) => moveClock(world, now, core.options, core.gatewayOf(CONTROL)));
      return core.world.now;
    },
    fault(fault) {
      const name = fault.switch;
      if (!isSwitchName(name))
        throw new RangeError(`There is no switch ${JSON.stringify(name)}. There are: ${SWITCH_NAMES.join(', ')}.`);
      const { match, args = {} } = fault;
      if (!changesWorld(name) || match !== undefined) return core.faults.arm({ ...fault, switch: name });
      const gateway = core.gatewayOf(CONTROL);
      const hit = { switch: name, args, round: 0 };
      core.write((world) => disturb(hit, { world, options: core.options, gateway, subscriptionId: null }));
    },
    clearFaults: () => core.faults.clear(),
    setCustomer: (settings) => setCustomer(core, settings),
    setPrice: (priceId, currency, amount) =>
      core.write((world) => void (priceById(world, priceId).price.amounts[currency] = amount)),
    setOptions: (options) => core.setOptions(options),
    addWebhook: (endpoint) => webhooks.add(endpoint),
    removeWebhooks: () => webhooks.removeAll(),
    webhooks: () => ({ endpoints: webhooks.endpoints(), deliveries: webhooks.deliveries() }),
    webhooksSent: () => webhooks.idle(),
    reset(to) {
      core.reset(to?.seed, to?.now);
      webhooks.reset();
    },
  };
}

function setCustomer(core: SandboxCore, settings: CustomerSettings): void {
  const { subscriptionId, seats, usage, credit, taxBasisPoints, unbilledUsage, card } = settings;
  core.write((world) => {
    const customer = customerOf(world, subscriptionOf(world, subscriptionId).customerId);
    Object.assign(customer.usage, usage, seats === undefined ? {} : { seats });
    if (credit !== undefined) customer.credit = credit;
    if (taxBasisPoints !== undefined) customer.taxBasisPoints = taxBasisPoints;
    if (unbilledUsage !== undefined) customer.unbilledUsage = unbilledUsage;
    if (card !== undefined) customer.card = card === 'none' ? null : { ...CARDS[card] };
  });
}

function stateOf(core: SandboxCore): SandboxState {
  const { world, origin } = core;
  return {
    now: world.now,
    subscriptions: world.subscriptions.map((subscription) => subscriptionState(core, subscription)),
    checkouts: world.checkouts.map(({ id, status, purpose, expiresAt }) => ({
      id,
      status: status === 'open' && instant(expiresAt) <= instant(world.now) ? 'expired' : status,
      url: `${origin}/${purpose === 'payment_method' ? 'billing' : 'checkout'}/${id}`,
    })),
    faults: core.faults.list(),
  };
}

function subscriptionState({ world }: SandboxCore, subscription: WorldSubscription): SubscriptionState {
  const { plan, price, customer, amount } = heldBy(world, subscription);
  const { id, customerId, status, period, scheduled, cancellation } = subscription;
  return {
    id,
    customerId,
    status,
    planId: plan.id,
    planName: plan.name,
    priceId: price.id,
    amount,
    currency: customer.currency,
    period,
    scheduled: scheduled && { planName: priceById(world, scheduled.priceId).plan.name, at: scheduled.at },
    cancellation: cancellation && { effectiveAt: cancellation.effectiveAt },
    usage: customer.usage,
    credit: customer.credit,
  };
}
