import type { BillingAdapter } from '../core/adapter.js';
import type { Plan, Price } from '../core/plan.js';
import type { Presentation } from '../core/presentation.js';
import type { Subscription } from '../core/subscription.js';
import type { RouteName } from '../core/wire/requests.js';
import type { HandlerEvent } from './events.js';
import type { Ledger } from './ledger.js';
import type { RateLimiter } from './rateLimit.js';

/** Whose request it is and what they may do, as the host's session says. */
export interface Scope {
  /** The signed-in user. A preview of one is never confirmed by another. */
  readonly actor: string;
  /** The customer in the billing system. */
  readonly customerId: string;
  /** The subscription, or null for the customer's only one. Several active ones and null are an error. */
  readonly subscriptionId: string | null;
  /**
   * `view`: sees plans, subscription and what became of a change, without the links that pay or manage it. Previews, changes,
   * takes back, cancels, buys and opens nothing.
   */
  readonly may: 'view' | 'change';
  /** Operators see what the operator pays; customers never do. */
  readonly role: 'customer' | 'operator';
}

/** What a provider is told: whose subscription, and whether an operator acts for them. Without a role it is the customer. */
export type ProviderScope = Pick<Scope, 'customerId' | 'subscriptionId'> & Partial<Pick<Scope, 'role'>>;

/** Makes the adapter of one request. */
export type Provider = (scope: ProviderScope) => BillingAdapter;

/** A change that the host may refuse. */
export interface ProposedChange {
  readonly subscription: Subscription | null;
  readonly plan: Plan;
  readonly price: Price;
}

/** What the browser may say besides price and preview. Everything is refused unless it is true here. */
export interface AcceptedChoices {
  readonly quantity?: boolean;
  readonly addons?: boolean;
  readonly discountCodes?: boolean;
  readonly effectiveAt?: boolean;
  /** Ending the subscription when its paid period ends. */
  readonly cancel?: boolean;
  /** Ending it at once. */
  readonly cancelNow?: boolean;
  /** Buying one of the provider's top-ups. */
  readonly topUp?: boolean;
  /** Going to the billing system's own customer pages, with all that can be done there. */
  readonly portal?: boolean;
  /** Which path of the host a checkout returns to, on the origin of `returnUrl`. */
  readonly returnTo?: boolean;
}

/** Bounds of every request. Times in milliseconds. */
export interface Limits {
  /** Largest body. Default 65,536. */
  readonly bodyBytes: number;
  /** Time in which a body must have arrived. Default 10,000. */
  readonly bodyTimeoutMs: number;
  /** Deepest nesting of a body. Default 16. */
  readonly jsonDepth: number;
  /** Requests per minute and session, each kind counted apart. Defaults 100 for catalog, preview and read, 20 for the others. */
  readonly perMinute: Readonly<Record<RouteName, number>>;
  /** How long a provider may take. A change that takes longer is `unknown` until it is read. Default 25,000. */
  readonly providerTimeoutMs: number;
  /** How long a repeated confirm waits for the first one's answer. Default 20,000. */
  readonly duplicateWaitMs: number;
  /** How long a preview can be confirmed. Default 600,000. */
  readonly previewValidForMs: number;
  /**
   * How long after a lost answer a read that shows the old plan is believed. Until then the outcome stays `unknown`, since
   * providers may show a change late. Default 15,000.
   */
  readonly notChangedAfterMs: number;
  /** After this long no call of ours can still be on its way to the provider. Default 180,000. */
  readonly callOverAfterMs: number;
  /**
   * How long a change that waits for its payment, or for the bank's question to the customer, keeps its place after the billing
   * system has stopped showing it. Not every one shows it at all; Stripe gives it up after 23 hours. Default 86,400,000 (a day).
   */
  readonly waitingOverAfterMs: number;
  /**
   * The same for one that waits for people, `pending` with `review`: it can be paid already, and be carried out by hand.
   * Default 2,592,000,000 (30 days).
   */
  readonly reviewOverAfterMs: number;
}

export interface ChangePlanHandlerOptions {
  /** Called for every request. */
  readonly provider: Provider;
  /**
   * Says who is asking, from the host's own session. Null: nobody. This is the only source of customer and subscription; check
   * here too that a workspace in the path is theirs.
   */
  readonly authorize: (request: Request) => Scope | null | Promise<Scope | null>;
  /** At least 32 characters each. The first seals previews, all open them: to rotate, put a new one first. */
  readonly secrets: readonly string[];
  readonly ledger: Ledger;
  /** Exact origins whose pages may call: `https://app.example.com`. */
  readonly allowedOrigins: readonly string[];
  /**
   * Exact origins a customer may be sent to: checkouts, customer portals, invoices and pages for another card. This list alone
   * decides, here and in the browser, which gets it as the catalog's `redirectOrigins`; what a provider answers or claims adds
   * nothing to it. `https:` only, but for a loopback origin that is listed with its port. A link to anywhere else is left out,
   * and the event `redirect_refused` names where it led, which is what to add.
   */
  readonly allowedRedirectOrigins: readonly string[];
  /** Absolute URL of the page that a checkout returns to, on an allowed origin. */
  readonly returnUrl: string;
  /** Whether this customer may move to this price. Default: to every price of the catalog. */
  readonly allow?: (change: ProposedChange, scope: Scope) => boolean | Promise<boolean>;
  readonly accept?: AcceptedChoices;
  readonly presentation?: Presentation;
  readonly onEvent?: (event: HandlerEvent) => void | Promise<void>;
  readonly limits?: Partial<Omit<Limits, 'perMinute'>> & { readonly perMinute?: Partial<Limits['perMinute']> };
  /** Counts requests. Default: in this process's memory. */
  readonly rateLimiter?: RateLimiter;
  /** Accepts a `Referer` of an allowed origin where a browser sends neither fetch metadata nor Origin. Default false. */
  readonly trustReferer?: boolean;
  /** Host names, besides those of `allowedOrigins`, under which requests arrive: behind a proxy that rewrites `Host`. */
  readonly hosts?: readonly string[];
  /** Takes the memory ledger in production with a provider that knows no idempotency keys. One process only. */
  readonly allowMemoryLedgerInProduction?: boolean;
  /** Where a customer finds people who help, or null. */
  readonly supportUrl?: string | null;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** At least 122 random bits. */
  readonly newId?: () => string;
}

const DEFAULTS: Limits = {
  bodyBytes: 65_536,
  bodyTimeoutMs: 10_000,
  jsonDepth: 16,
  perMinute: { catalog: 100, preview: 100, change: 20, read: 100, undo: 20, cancel: 20, topUp: 20, link: 20 },
  providerTimeoutMs: 25_000,
  duplicateWaitMs: 20_000,
  previewValidForMs: 600_000,
  notChangedAfterMs: 15_000,
  callOverAfterMs: 180_000,
  waitingOverAfterMs: 86_400_000,
  reviewOverAfterMs: 30 * 86_400_000,
};

export function limitsOf(given: ChangePlanHandlerOptions['limits']): Limits {
  return { ...DEFAULTS, ...given, perMinute: { ...DEFAULTS.perMinute, ...given?.perMinute } };
}
