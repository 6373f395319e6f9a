import type { Catalog, OpenChange } from '../core/adapter.js';
import { ChangePlanError } from '../core/errors.js';
import type { Plan, Price } from '../core/plan.js';
import { presentPlans } from '../core/presentation.js';
import type { Subscription } from '../core/subscription.js';
import { scopeKeyOf, whoOf, type Call } from './call.js';
import { acceptedCapabilities } from './choices.js';
import { readWithin } from './deadline.js';
import { isProduction } from './environment.js';
import type { LedgerEntry } from './ledger.js';
import { namedSubscription } from './names.js';
import type { PreviewClaims } from './previewToken.js';
import { withoutLinks, withSafeUrls } from './urls.js';

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
  const scopeKey = await scopeKeyOf(call, call.scope.subscriptionId ?? subscription?.id ?? null);
  await checkShown(call, scopeKey);
  return { provider, subscription, plans, scopeKey };
}

/** Refuses what a page asks that shows another subscription than this one, where the way to the act reads no catalog. */
export async function checkPage(call: Call): Promise<void> {
  if (call.page !== null) await readCatalog(call, 'en');
}

async function checkShown(call: Call, scopeKey: string): Promise<void> {
  const { page, services } = call;
  // A subscription can have begun since the page was loaded.
  if (page === null || page === scopeKey || page === (await scopeKeyOf(call, null))) return;
  services.emit({ type: 'request_refused', route: null, rule: 'other-subscription' });
  throw new ChangePlanError('invalid_request', 'The page shows another subscription than the session is of.', {
    sent: false,
  });
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
    subscription: subscription && shownSubscription(call, subscription),
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

function shownSubscription(call: Call, subscription: Subscription): Subscription {
  return call.scope.may === 'view' ? withoutLinks(subscription) : withSafeUrls(call, subscription);
}

// What an operator pays for a plan is never sent to a customer.
function withoutCost(plan: Plan): Plan {
  return { ...plan, prices: plan.prices.map((price) => ({ ...price, cost: null })) };
}

/** The open change of a subscription. One that began before there was a subscription stands under the customer alone. */
export async function openEntry(call: Call, { scopeKey, subscription }: KnownCatalog): Promise<LedgerEntry | null> {
  const { ledger } = call.services;
  return (
    (await ledger.findOpen(scopeKey)) ?? (subscription ? await ledger.findOpen(await scopeKeyOf(call, null)) : null)
  );
}

async function openChangeOf(call: Call, known: KnownCatalog): Promise<OpenChange | null> {
  // Its links pay and its token confirms: neither is for somebody who may only look.
  if (call.scope.may === 'view') return null;
  const entry = await openEntry(call, known);
  if (entry === null || entry.status === 'settled') return null;
  const claims = claimsFor(call, entry);
  // Sealed anew for whoever asks, who can be another user of the same customer. It names the same entry.
  const token = await call.services.tokens.seal({ ...claims, who: await whoOf(call) });
  return { token, selection: claims.selection, expected: claims.amount, status: entry.status };
}

// A token can be read by whoever holds it.
function claimsFor(call: Call, entry: LedgerEntry): PreviewClaims {
  return isOperators(call, entry) ? { ...entry.claims, amount: null, recurring: null, pin: '' } : entry.claims;
}

/** Whether a customer asks for what an operator began: its amounts are what the operator pays. */
export function isOperators({ scope }: Call, { claims }: LedgerEntry): boolean {
  return claims.role === 'operator' && scope.role !== 'operator';
}
