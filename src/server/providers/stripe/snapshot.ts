import { ChangePlanError } from '../../../core/errors.js';
import type { Plan } from '../../../core/plan.js';
import { isCurrencyCode } from '../../../core/money.js';
import type { Subscription } from '../../../core/subscription.js';
import type { Decoder } from '../../../core/wire/decoder.js';
import type { ProviderScope } from '../../options.js';
import { plansOf } from './catalog.js';
import { readError } from './errors.js';
import type { StripeSettings } from './options.js';
import {
  decodeCustomer,
  decodePrice,
  decodePrices,
  decodeSubscription,
  decodeSubscriptions,
  stripeId,
  type StripeCustomer,
  type StripeItem,
  type StripePrice,
  type StripeSubscription,
} from './shapes.js';
import { planItemOf, subscriptionOf } from './subscription.js';

/** What Stripe shows of a customer at one moment. */
export interface Snapshot {
  readonly prices: readonly StripePrice[];
  readonly customer: StripeCustomer;
  readonly subscription: StripeSubscription | null;
  readonly currency: string;
  readonly plans: readonly Plan[];
  /** The item that is the plan; null where none or several could be. */
  readonly item: StripeItem | null;
  readonly held: Subscription | null;
  readonly hasCard: boolean;
}

export interface StripeReader {
  readonly settings: StripeSettings;
  readonly scope: ProviderScope;
  /** One read, decoded; a failed one is the port's error. */
  ask<T>(signal: AbortSignal, decode: Decoder<T>, call: () => PromiseLike<unknown>): Promise<T>;
  read(signal: AbortSignal): Promise<Snapshot>;
  /** Reads customer and subscription anew, into a snapshot whose prices are kept. */
  reread(snapshot: Snapshot, signal: AbortSignal): Promise<Snapshot>;
}

const SUBSCRIPTION = [
  'schedule',
  'latest_invoice',
  'default_payment_method',
  'discounts.promotion_code',
  'discounts.source.coupon',
  'items.data.price.product',
];
const PRICE = ['product', 'currency_options'];
const CUSTOMER = ['invoice_settings.default_payment_method'];
const PAGE = 100;

export function createReader(settings: StripeSettings, scope: ProviderScope): StripeReader {
  const { client } = settings;

  async function ask<T>(signal: AbortSignal, decode: Decoder<T>, call: () => PromiseLike<unknown>): Promise<T> {
    signal.throwIfAborted();
    try {
      return decode(await call(), '');
    } catch (thrown) {
      signal.throwIfAborted();
      throw readError(thrown);
    }
  }

  async function allPrices(signal: AbortSignal): Promise<readonly StripePrice[]> {
    if (settings.prices.length > 0)
      return Promise.all(
        settings.prices.map((id) => ask(signal, decodePrice, () => client.prices.retrieve(id, { expand: PRICE }))),
      );
    return (await Promise.all(settings.products.map((product) => pricesOf(product, signal)))).flat();
  }

  async function pricesOf(product: string, signal: AbortSignal): Promise<readonly StripePrice[]> {
    const found: StripePrice[] = [];
    for (let more = true; more;) {
      const after = found.at(-1)?.id;
      const from = after === undefined ? {} : { starting_after: after };
      const expand = PRICE.map((name) => `data.${name}`);
      const page = await ask(signal, decodePrices, () =>
        client.prices.list({ product, active: true, limit: PAGE, ...from, expand }),
      );
      found.push(...page.data);
      more = page.has_more === true && page.data.length > 0;
    }
    return found;
  }

  function readCustomer(signal: AbortSignal): Promise<StripeCustomer> {
    const id = checkedId(scope.customerId);
    return ask(signal, decodeCustomer, () => client.customers.retrieve(id, { expand: CUSTOMER }));
  }

  async function readSubscription(signal: AbortSignal): Promise<StripeSubscription | null> {
    const named = scope.subscriptionId === null ? await onlyOne(signal) : checkedId(scope.subscriptionId);
    if (named === null) return null;
    const found = await ask(signal, decodeSubscription, () =>
      client.subscriptions.retrieve(named, { expand: SUBSCRIPTION }),
    );
    if (found.customer === scope.customerId && found.id === named) return found;
    throw notTheirs('The subscription is not of the customer that authorize named.');
  }

  /** The customer's only running subscription. The first of several would be a guess about money. */
  async function onlyOne(signal: AbortSignal): Promise<string | null> {
    const customer = checkedId(scope.customerId);
    const { data } = await ask(signal, decodeSubscriptions, () =>
      client.subscriptions.list({ customer, status: 'all', limit: PAGE }),
    );
    const running = data.filter(({ status }) => !['canceled', 'incomplete_expired', 'incomplete'].includes(status));
    if (running.length > 1)
      throw new ChangePlanError(
        'subscription_ambiguous',
        'The customer has several subscriptions. Let authorize name one as subscriptionId.',
        { sent: false },
      );
    return running[0]?.id ?? null;
  }

  async function assemble(prices: readonly StripePrice[], signal: AbortSignal): Promise<Snapshot> {
    const [customer, subscription] = await Promise.all([readCustomer(signal), readSubscription(signal)]);
    const told = (subscription?.currency ?? customer.currency)?.toUpperCase();
    const currency = isCurrencyCode(told) ? told : settings.currency;
    try {
      const plans = plansOf(settings, prices, currency);
      return {
        prices,
        customer,
        subscription,
        currency,
        plans,
        item: subscription && planItemOf(settings, plans, subscription),
        held: subscription && subscriptionOf(settings, plans, subscription, customer),
        hasCard: [
          subscription?.default_payment_method,
          customer.invoice_settings?.default_payment_method,
          customer.default_source,
        ].some((method) => method !== null && method !== undefined),
      };
    } catch (thrown) {
      throw readError(thrown);
    }
  }

  return {
    settings,
    scope,
    ask,
    read: async (signal) => assemble(await allPrices(signal), signal),
    reread: ({ prices }, signal) => assemble(prices, signal),
  };
}

function checkedId(id: string): string {
  try {
    return stripeId(id, 'The id');
  } catch {
    throw notTheirs('The id has characters that no id has.');
  }
}

function notTheirs(message: string): ChangePlanError {
  return new ChangePlanError('subscription_not_found', message, { sent: false });
}
