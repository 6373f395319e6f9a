import type { Catalog, OpenChange } from '../core/adapter.js';
import { ChangePlanError } from '../core/errors.js';
import type { Plan, Price } from '../core/plan.js';
import { presentPlans } from '../core/presentation.js';
import type { Subscription } from '../core/subscription.js';
import { scopeKeyOf, whoOf, type Call } from './call.js';
import { acceptedCapabilities } from './choices.js';
import { readWithin } from './deadline.js';
import { isProduction } from './environment.js';
import { namedSubscription } from './names.js';
import { withSafeUrls } from './urls.js';

/** The provider's catalog as this customer may see it, with the place of the subscription in the ledger. */
export interface KnownCatalog {
  /** As the provider gave it, for fingerprints. */
  readonly subscription: Subscription | null;
  readonly provider: Catalog;
  /** Presented, with what the host does not allow marked. */
  readonly plans: readonly Plan[];
  readonly scopeKey: string;
}

export async function readCatalog(call: Call, locale: string): Promise<KnownCatalog> {
  const { services, signal, adapter } = call;
  const provider = await readWithin(services.limits.providerTimeoutMs, signal, (within) =>
    adapter.getCatalog({ locale }, within),
  );
  checkMemory(call, provider);
  const presented = presentPlans(provider.plans, services.options.presentation ?? null, locale);
  if (presented.length === 0) {
    services.emit({ type: 'catalog_empty', ...call.subject });
    throw new ChangePlanError(
      'misconfigured',
      'The billing system has no plan to show to this customer. Publish a plan, or look at the plan group and the presentation.',
      { sent: false },
    );
  }
  const { subscription } = provider;
  const plans = await withAllowance(call, presented, subscription);
  return {
    provider,
    subscription,
    plans,
    scopeKey: await scopeKeyOf(call, call.scope.subscriptionId ?? subscription?.id ?? null),
  };
}

function checkMemory({ services }: Call, { capabilities }: Catalog): void {
  const { ledger, options } = services;
  if (capabilities.idempotentChange || ledger.shared || options.allowMemoryLedgerInProduction || !isProduction())
    return;
  throw new ChangePlanError(
    'misconfigured',
    'The memory ledger is refused in production with a provider that knows no idempotency keys: after a restart, or with a ' +
      'second process, one change could be charged twice. Use a shared ledger, or set allowMemoryLedgerInProduction.',
    { sent: false },
  );
}

async function withAllowance(
  { services, scope }: Call,
  plans: readonly Plan[],
  subscription: Subscription | null,
): Promise<readonly Plan[]> {
  const { allow } = services.options;
  if (!allow) return plans;
  const judged = async (plan: Plan, price: Price): Promise<Price> => {
    if (price.unavailable !== null || price.id === subscription?.priceId) return price;
    return (await allow({ subscription, plan, price }, scope)) ? price : { ...price, unavailable: 'not_allowed' };
  };
  return Promise.all(
    plans.map(async (plan) => ({
      ...plan,
      prices: await Promise.all(plan.prices.map((price) => judged(plan, price))),
    })),
  );
}

/** The catalog that the browser gets: what the provider says, and what only the handler knows. */
export async function shownCatalog(call: Call, locale: string): Promise<Catalog> {
  const known = await readCatalog(call, locale);
  const { options } = call.services;
  const subscription = known.subscription && namedSubscription(known.subscription, known.plans);
  return {
    ...known.provider,
    plans: call.scope.role === 'operator' ? known.plans : known.plans.map(withoutCost),
    subscription: subscription && withSafeUrls(call, subscription),
    openChange: await openChangeOf(call, known),
    capabilities: acceptedCapabilities(known.provider.capabilities, options.accept ?? {}),
    topUps: options.accept?.topUp === true ? known.provider.topUps : [],
    operatorBalance: call.scope.role === 'operator' ? known.provider.operatorBalance : null,
    scopeKey: known.scopeKey,
    may: call.scope.may,
    role: call.scope.role,
    redirectOrigins: options.allowedRedirectOrigins,
    supportUrl: options.supportUrl ?? null,
  };
}

// What an operator pays for a plan is never sent to a customer.
function withoutCost(plan: Plan): Plan {
  return { ...plan, prices: plan.prices.map((price) => ({ ...price, cost: null })) };
}

async function openChangeOf(call: Call, { scopeKey, subscription }: KnownCatalog): Promise<OpenChange | null> {
  const { ledger, tokens } = call.services;
  const own = await ledger.findOpen(scopeKey);
  // A change that began before there was a subscription stands under the customer alone.
  const entry = own ?? (subscription ? await ledger.findOpen(await scopeKeyOf(call, null)) : null);
  if (entry === null || entry.status === 'settled') return null;
  const { selection, amount } = entry.claims;
  // Sealed anew for whoever asks, who can be another user of the same customer. It names the same entry.
  const token = await tokens.seal({ ...entry.claims, who: await whoOf(call) });
  return { token, selection, expected: amount, status: entry.status };
}
