import { ChangePlanError } from '../../../core/errors.js';
import type { Plan } from '../../../core/plan.js';
import type { Subscription } from '../../../core/subscription.js';
import type { Decoder } from '../../../core/wire/decoder.js';
import type { ProviderScope } from '../../options.js';
import { plansOf, type CatalogInput } from './catalog.js';
import type { CommetRequestOptions } from './client.js';
import { currencyOf } from './currency.js';
import { readError } from './errors.js';
import type { CommetSettings } from './options.js';
import {
  commetId,
  decodePlans,
  decodeRecoveryLink,
  decodeSubscription,
  decodeSubscriptions,
  payloadOf,
  type CommetSubscription,
} from './shapes.js';
import { subscriptionOf } from './subscription.js';

/** What Commet shows of a customer at one moment. */
export interface Snapshot extends CatalogInput {
  readonly shown: readonly Plan[];
  readonly held: Subscription | null;
}

export interface CommetReader {
  readonly settings: CommetSettings;
  readonly scope: ProviderScope;
  /** Reads everything anew. */
  read(signal: AbortSignal): Promise<Snapshot>;
  /** Reads the subscription anew, into a snapshot whose plans are kept. */
  reread(snapshot: Snapshot, signal: AbortSignal): Promise<Snapshot>;
}

export function createReader(settings: CommetSettings, scope: ProviderScope): CommetReader {
  const { plans, subscriptions } = settings.client;
  const options: CommetRequestOptions = { apiVersion: settings.apiVersion };

  /** One read, decoded; a failed one is the port's error, and one that nobody waits for any more is not made. */
  async function ask<T>(signal: AbortSignal, decode: Decoder<T>, call: () => Promise<unknown>): Promise<T> {
    signal.throwIfAborted();
    try {
      return decode(payloadOf(await call()), '');
    } catch (thrown) {
      signal.throwIfAborted();
      throw readError(thrown);
    }
  }

  async function readSubscription(signal: AbortSignal): Promise<CommetSubscription | null> {
    const { customerId, subscriptionId } = scope;
    if (subscriptionId === null) return onlyOne((await listed(signal, customerId)).map(owned));
    const id = checkedId(subscriptionId);
    const found = await ask(signal, decodeSubscription, () => subscriptions.get({ id }, options));
    return owned(found);
  }

  function owned(found: CommetSubscription): CommetSubscription {
    const { customerId, subscriptionId } = scope;
    if (found.customerId === customerId && found.id === (subscriptionId ?? found.id)) return found;
    throw new ChangePlanError(
      'subscription_not_found',
      'The subscription is not of the customer that authorize named. It must name Commet’s own customer id.',
      { sent: false },
    );
  }

  function listed(signal: AbortSignal, customerId: string): Promise<readonly CommetSubscription[]> {
    return ask(signal, decodeSubscriptions, () => subscriptions.list({ customerId }, options));
  }

  async function recoveryUrl(signal: AbortSignal, subscription: CommetSubscription | null): Promise<string | null> {
    if (subscription?.status !== 'past_due' || !settings.recoveryLinks) return null;
    const link = await ask(signal, decodeRecoveryLink, () =>
      subscriptions.createRecoveryLink({ id: subscription.id }, options),
    ).catch(() => null);
    return link?.url ?? null;
  }

  async function assemble(all: CatalogInput['plans'], subscription: CommetSubscription | null, signal: AbortSignal) {
    const currency = await currencyOf(settings, all, subscription);
    const input: CatalogInput = { settings, plans: all, subscription, currency };
    try {
      const shown = plansOf(input);
      const url = await recoveryUrl(signal, subscription);
      return { ...input, shown, held: subscription && subscriptionOf(settings, shown, subscription, currency, url) };
    } catch (thrown) {
      throw readError(thrown);
    }
  }

  return {
    settings,
    scope,
    async read(signal) {
      const [all, subscription] = await Promise.all([
        ask(signal, decodePlans, () => plans.list({ includePrivate: 'true' }, options)),
        readSubscription(signal),
      ]);
      return assemble(all, subscription, signal);
    },
    async reread({ plans: all }, signal) {
      return assemble(all, await readSubscription(signal), signal);
    },
  };
}

function checkedId(id: string): string {
  try {
    return commetId(id, 'The subscription id');
  } catch (cause) {
    throw new ChangePlanError('subscription_not_found', 'The subscription id has characters that no id has.', {
      cause,
      sent: false,
    });
  }
}

/** The customer's only running subscription. The first of several would be a guess about money. */
function onlyOne(all: readonly CommetSubscription[]): CommetSubscription | null {
  const running = all.filter(({ status }) => status !== 'canceled' && status !== 'draft');
  if (running.length > 1)
    throw new ChangePlanError(
      'subscription_ambiguous',
      'The customer has several subscriptions. Let authorize name one as subscriptionId.',
      { sent: false },
    );
  return running[0] ?? null;
}
