import { ChangePlanError } from '../../../core/errors.js';
import { money, type Money } from '../../../core/money.js';
import { findPrice, type Addon, type Plan } from '../../../core/plan.js';
import type { PendingChange, Subscription } from '../../../core/subscription.js';
import type { Decoder } from '../../../core/wire/decoder.js';
import type { ProviderScope } from '../../options.js';
import { addonsOf, plansByGroups, plansByMapping, plansOf, type DodoPlan } from './catalog.js';
import { meaningOf, readError } from './errors.js';
import { isDodoId, type DodoSettings } from './options.js';
import {
  decodeAddons,
  decodeCollection,
  decodePayments,
  decodeProducts,
  decodeSubscription,
  decodeSubscriptions,
  decodeWallets,
  type DodoPayment,
  type DodoProduct,
  type DodoSubscription,
} from './shapes.js';
import { subscriptionOf } from './subscription.js';

/** What Dodo shows of a customer at one moment. */
export interface Snapshot {
  readonly sold: readonly DodoPlan[];
  readonly addons: readonly Addon[];
  readonly credit: Money | null;
  readonly subscription: DodoSubscription | null;
  readonly shown: readonly Plan[];
  readonly held: Subscription | null;
}

export interface DodoReader {
  readonly settings: DodoSettings;
  readonly scope: ProviderScope;
  /** Reads everything anew. */
  read(signal: AbortSignal): Promise<Snapshot>;
  /** Reads the subscription anew, into a snapshot whose plans are kept. Does not look for what is pending. */
  reread(snapshot: Snapshot, signal: AbortSignal): Promise<Snapshot>;
  /** The newest payments of a subscription; null where they cannot be read, such as with a restricted key. */
  payments(subscriptionId: string, signal: AbortSignal): Promise<readonly DodoPayment[] | null>;
  /** Whether Dodo refuses another change because one waits for its payment; null where it does not say. */
  isPending(snapshot: Snapshot, signal: AbortSignal): Promise<boolean | null>;
}

const PAGE = 100;
const MOST_PAGES = 50;

/** The name of this change, and of what it is to, in the metadata of its payment. */
export const MARKS = { change: 'planshift_change', price: 'planshift_price' } as const;

export function createReader(settings: DodoSettings, scope: ProviderScope): DodoReader {
  const { client } = settings;

  /** One read, decoded; a failed one is the port's error, and one that nobody waits for any more is not made. */
  async function ask<T>(signal: AbortSignal, decode: Decoder<T>, call: () => PromiseLike<unknown>): Promise<T> {
    signal.throwIfAborted();
    try {
      return decode(await call(), '');
    } catch (thrown) {
      signal.throwIfAborted();
      throw readError(thrown);
    }
  }

  /**
   * Page after page, beginning with number 0: left to itself, the SDK takes the first page for number 1 and skips the second.
   */
  async function all<T>(
    signal: AbortSignal,
    decode: Decoder<readonly T[]>,
    call: (page: { page_number: number; page_size: number }) => PromiseLike<unknown>,
  ): Promise<readonly T[]> {
    const found: T[] = [];
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const items = await ask(signal, decode, () => call({ page_number: page, page_size: PAGE }));
      found.push(...items);
      if (items.length < PAGE) break;
    }
    return found;
  }

  async function readPlans(signal: AbortSignal): Promise<readonly DodoPlan[]> {
    const { collectionId, products } = settings;
    if (collectionId !== null)
      return plansByGroups(await ask(signal, decodeCollection, () => client.productCollections.retrieve(collectionId)));
    const listed = await all<DodoProduct>(signal, decodeProducts, (page) =>
      client.products.list({ recurring: true, ...page }),
    );
    return plansByMapping(products ?? [], listed);
  }

  async function readSubscription(signal: AbortSignal): Promise<DodoSubscription | null> {
    const { subscriptionId } = scope;
    if (subscriptionId !== null) return retrieve(signal, subscriptionId);
    const listed = await all<DodoSubscription>(signal, decodeSubscriptions, (page) =>
      client.subscriptions.list({ customer_id: scope.customerId, ...page }),
    );
    const only = onlyOne(listed);
    // A list shows no add-ons, and a change that leaves them out removes them.
    return only && retrieve(signal, only.subscription_id);
  }

  async function retrieve(signal: AbortSignal, id: string): Promise<DodoSubscription> {
    if (!isDodoId(id)) throw notFound('The subscription id has characters that no id has.');
    const found = await ask(signal, decodeSubscription, () => client.subscriptions.retrieve(id));
    if (found.customer.customer_id === scope.customerId && found.subscription_id === id) return found;
    throw notFound(
      'The subscription is not of the customer that authorize named. It must name Dodo Payments’ own customer id.',
    );
  }

  async function readCredit(signal: AbortSignal): Promise<readonly Money[]> {
    if (!settings.wallets) return [];
    if (!isDodoId(scope.customerId)) throw notFound('The customer id has characters that no id has.');
    const list = await ask(signal, decodeWallets, () => client.customers.wallets.list(scope.customerId));
    return list.map(({ balance, currency }) => money(balance, currency));
  }

  async function readAddons(signal: AbortSignal) {
    return settings.addons ? all(signal, decodeAddons, (page) => client.addons.list(page)) : [];
  }

  function assemble(snapshot: Omit<Snapshot, 'shown' | 'held'>, pending: PendingChange | null): Snapshot {
    const { sold, subscription, addons, credit } = snapshot;
    try {
      const shown = plansOf(settings, sold, subscription);
      const held =
        subscription &&
        subscriptionOf({ plans: shown, addons, from: subscription, credit, pending, trials: settings.trials });
      return { ...snapshot, shown, held };
    } catch (thrown) {
      throw readError(thrown);
    }
  }

  /** The change that waits for a payment, found by what another change is answered. */
  async function pendingOf(snapshot: Snapshot, signal: AbortSignal): Promise<PendingChange | null> {
    const { subscription } = snapshot;
    if (subscription === null || settings.findPending === 'off' || !(await reader.isPending(snapshot, signal)))
      return null;
    const id = subscription.subscription_id;
    const marked = (await reader.payments(id, signal))?.find(({ metadata }) => metadata?.[MARKS.price] !== undefined);
    const target = findPrice(snapshot.shown, textOf(marked?.metadata?.[MARKS.price]));
    return {
      id: marked?.payment_id ?? `${id}:pending`,
      planId: target?.plan.id ?? null,
      planName: target?.plan.name ?? null,
      priceId: target?.price.id ?? null,
      reason: 'payment',
      recoveryUrl: null,
    };
  }

  async function complete(facts: Omit<Snapshot, 'shown' | 'held'>, signal: AbortSignal): Promise<Snapshot> {
    const first = assemble(facts, null);
    const pending = await pendingOf(first, signal);
    return pending === null ? first : assemble(facts, pending);
  }

  const reader: DodoReader = {
    settings,
    scope,
    async read(signal) {
      const [sold, subscription, wallets, addons] = await Promise.all([
        readPlans(signal),
        readSubscription(signal),
        readCredit(signal),
        readAddons(signal),
      ]);
      const credit = wallets.find(({ currency }) => currency === subscription?.currency) ?? null;
      return complete({ sold, subscription, credit, addons: addonsOf(addons, subscription) }, signal);
    },
    async reread(snapshot, signal) {
      return assemble({ ...snapshot, subscription: await readSubscription(signal) }, null);
    },
    async payments(subscriptionId, signal) {
      const page = { subscription_id: subscriptionId, page_number: 0, page_size: 20 };
      return ask(signal, decodePayments, () => client.payments.list(page)).catch(() => {
        signal.throwIfAborted();
        return null;
      });
    },
    async isPending({ subscription, shown }, signal) {
      const other = shown.flatMap(({ prices }) => prices).find(({ id }) => id !== subscription?.product_id);
      if (subscription === null || other === undefined || !mayWait(settings, subscription)) return null;
      signal.throwIfAborted();
      try {
        await client.subscriptions.previewChangePlan(
          subscription.subscription_id,
          {
            product_id: other.id,
            quantity: subscription.quantity,
            proration_billing_mode: 'do_not_bill',
            addons: [],
            effective_at: 'immediately',
          },
          { maxRetries: 0 },
        );
        return false;
      } catch (thrown) {
        signal.throwIfAborted();
        const meaning = meaningOf(thrown);
        return meaning.kind === 'rejected' ? meaning.reason === 'pending_change_exists' : null;
      }
    },
  };
  return reader;
}

// Nothing waits where no policy lets it, and what is not active takes no change.
function mayWait({ policy }: DodoSettings, { status, cancel_at_next_billing_date: ends }: DodoSubscription): boolean {
  const prevents = Object.values(policy).some(({ onPaymentFailure }) => onPaymentFailure === 'prevent_change');
  return prevents && status === 'active' && !ends;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function notFound(message: string): ChangePlanError {
  return new ChangePlanError('subscription_not_found', message, { sent: false });
}

const OVER: ReadonlySet<string> = new Set(['cancelled', 'expired', 'failed', 'pending']);

/** The customer's only running subscription. The first of several would be a guess about money. */
function onlyOne(all: readonly DodoSubscription[]): DodoSubscription | null {
  const running = all.filter(({ status }) => !OVER.has(status));
  if (running.length > 1)
    throw new ChangePlanError(
      'subscription_ambiguous',
      'The customer has several subscriptions. Let authorize name one as subscriptionId.',
      { sent: false },
    );
  return running[0] ?? null;
}
