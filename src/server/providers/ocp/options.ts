import type { Money } from '../../../core/money.js';
import type { DeclineReason } from '../../../core/outcome.js';
import type { HandlerEvent } from '../../events.js';
import type { Ledger } from '../../ledger.js';
import type { BillingUrlTemplate } from './template.js';

/** Whose workspace a hook is asked about. */
export interface OcpWorkspaceScope {
  readonly workspaceId: string;
  /** The host's own customer, as `authorize` named it. */
  readonly customerId: string;
}

/** What a hook is told about a renewal that begins or ends. */
export interface OcpRenewal extends OcpWorkspaceScope {
  /** False: the customer leaves the paid plan. True: that is taken back. */
  readonly renews: boolean;
  /** `immediately`: the free plan is about to begin. */
  readonly effectiveAt: 'immediately' | 'next_billing_date';
  readonly idempotencyKey: string;
}

/**
 * Ends or goes on with what the host itself charges for a workspace. Called before the partner API; anything but `done`
 * changes nothing and leads the customer to support.
 */
export type OcpRenewalHook = (renewal: OcpRenewal) => Promise<'done' | 'contact_support'>;

/** What a Stripe hook is told about a change of an existing workspace. */
export interface OcpStripeChange extends OcpWorkspaceScope {
  readonly fromPlanId: string;
  readonly toPlanId: string;
  readonly idempotencyKey: string;
  /** For a checkout of the host's own: hand it back to `completeCheckout`. */
  readonly reference: string;
  /** Absolute URL that a checkout returns to; null where none is known. */
  readonly returnTo: string | null;
}

export type OcpStripeAnswer =
  /** The customer's Stripe subscription is changed and paid: the workspace follows. */
  | { readonly status: 'done' }
  /** A checkout for this workspace, never the platform's own purchase page: that one makes a second workspace. */
  | { readonly status: 'requires_checkout'; readonly url: string; readonly expiresAt: string | null }
  | { readonly status: 'declined'; readonly reason: DeclineReason }
  | { readonly status: 'contact_support' };

/** How the partner takes money from a customer. The partner API itself never does. */
export type OcpBilling =
  | {
      readonly type: 'billingUrl';
      /** The partner's checkout: one for all plans, or one per plan id. A plan without one cannot be bought. */
      readonly template: BillingUrlTemplate | Readonly<Record<string, BillingUrlTemplate>>;
      /** The owner's address, which the API does not give. Without it the variable is empty. */
      readonly ownerEmailOf?: (scope: OcpWorkspaceScope) => string | null | Promise<string | null>;
      /**
       * Whether the checkout asks for exactly the retail price of the presentation. Only then is it announced as what is due.
       * Default `unknown`.
       */
      readonly checkoutAsks?: 'retail_price' | 'unknown';
      /** Stops and restarts what the checkout's provider charges again and again. Without it the host does so on its own. */
      readonly renewal?: OcpRenewalHook;
    }
  | {
      readonly type: 'wallet';
      /** Whether customers change plans themselves, at the partner's cost. Default `contact_support`: operators only. */
      readonly customers?: 'change' | 'contact_support';
      readonly renewal?: OcpRenewalHook;
    }
  | {
      readonly type: 'internalStripe';
      /** Changes the host's Stripe subscription of this workspace. Without it every paid change is `contact_support`. */
      readonly change?: (change: OcpStripeChange) => Promise<OcpStripeAnswer>;
      /** Ends or resumes it. Without it every end is `contact_support`: the customer would be charged on. */
      readonly renewal?: OcpRenewalHook;
    };

/** A plan shown to customers that the API has as several: one id per interval. */
export interface OcpPlanGroup {
  readonly id: string;
  readonly name: string;
  /** Plan ids of the API. */
  readonly plans: readonly string[];
}

/**
 * What nobody has written down of the partner API, and where it stands here:
 *
 * - paths: `baseUrl`, `autoRenewPaths`, `changePlanPath`; fields: `autoRenewField`, `trialField`; dates without a zone: `billingTimeZone`;
 * - whether a workspace says that it renews: `autoRenewOf` asks the host instead; what goes with a change: `autoRenewOnChange`;
 * - the days of grace: `overdueDays`, `undoWhileOverdue`; what is on sale: `activeStatuses`; the free plan: `freePlanId`;
 * - refusals without a code: `walletShortWords`; the names of the checkout's variables: `billing.template`.
 *
 * Nothing here depends on: proration (there is no preview, and no amount is said); whether bot users above the free limit are
 * deleted (it is warned of, and neither promised); rate limits, versions and idempotency (a change is sent once, and read); the
 * bodies of webhooks (each is a hint that leads to a read); ids of plans in quotes and lists (both are read); pause and resume
 * (shown, never asked for); errors by status or inside a 200 (both are read).
 */
export interface OcpOptions {
  /** `https://www.uchat.com.au/api`, or that of the partner's own domain. There is no default host. */
  readonly baseUrl: string;
  /** Made in the partner's main workspace. It acts on every workspace of the partner. */
  readonly apiKey: string;
  readonly billing: OcpBilling;
  /** The handler's own. Needed by `billingUrl` and by a Stripe hook: a payment is claimed there once. */
  readonly ledger?: Ledger;
  /** At least 32 characters each. The first signs checkout references, all open them. Needed as `ledger` is. */
  readonly secrets?: readonly string[];
  /** The handler's own: the operator is told here that the wallet is too low. */
  readonly onEvent?: (event: HandlerEvent) => void | Promise<void>;
  /** What the operator's wallet holds. The API does not say. Asked for operators only. */
  readonly balanceOf?: (scope: OcpWorkspaceScope) => Money | null | Promise<Money | null>;
  /** Currency of what customers pay. Default `USD`. Costs are always in US dollars. */
  readonly currency?: string;
  /** IANA zone of dates that carry none, and in which they are days. Default `UTC`. */
  readonly billingTimeZone?: string;
  /** Puts a monthly and a yearly plan together. Default: each plan stands alone. Never guessed from ids. */
  readonly plans?: readonly OcpPlanGroup[];
  /** Id of the free plan. Default `free`. */
  readonly freePlanId?: string;
  /** Statuses of plans that are on sale. Default `active`. */
  readonly activeStatuses?: readonly string[];
  /**
   * How a customer gets to the free plan. `at_period_end`: by switching automatic renewal off. `immediately`: at once, which
   * may cost data. `customer_chooses`: the first, unless the customer chooses `immediately` by name. Default `at_period_end`.
   */
  readonly toFree?: 'at_period_end' | 'immediately' | 'customer_chooses';
  /** Days between the end of the paid time and the free plan. Default 3. */
  readonly overdueDays?: number;
  /** Whether a renewal that was switched off can be switched on again during those days. Default false. */
  readonly undoWhileOverdue?: boolean;
  /** Last parts of the two paths. Defaults `enable-auto-renew` and `disable-auto-renew`. */
  readonly autoRenewPaths?: { readonly on: string; readonly off: string };
  /** Where a workspace says whether it renews. Default `auto_renew`; null where it does not. */
  readonly autoRenewField?: string | null;
  /** Whether a workspace renews, from the host's own record of the platform's webhooks. Asked where the workspace does not say. */
  readonly autoRenewOf?: (scope: OcpWorkspaceScope) => boolean | null | Promise<boolean | null>;
  /** Where a workspace says when its trial ends. Default `trial_ends_at`; null where it does not. */
  readonly trialField?: string | null;
  /** What is sent with a change of plan. Default `yes`: a plan that is paid for renews. */
  readonly autoRenewOnChange?: 'yes' | 'no' | 'leave_out';
  /** Last part of the path. Default `change-plan`; older servers knew `change_plan`. */
  readonly changePlanPath?: string;
  /** Words in a refusal that mean that the wallet is too low, in small letters. Default `credit`, `balance`, `wallet`, `fund`. */
  readonly walletShortWords?: readonly string[];
  /** Milliseconds for one request. Default 10,000. */
  readonly timeoutMs?: number;
  /** Pauses before each read that should show a change, in milliseconds. Default 0, 500, 1500. */
  readonly rereadDelaysMs?: readonly number[];
  /** How long a checkout may be paid, in milliseconds. Default one day, which is as long as a ledger keeps payments. */
  readonly checkoutValidForMs?: number;
  /** After this long a payment whose change got no answer may be tried again. Default 120,000. */
  readonly retryAfterMs?: number;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

type Defaulted = Omit<OcpOptions, 'ledger' | 'secrets' | 'onEvent' | 'balanceOf' | 'autoRenewOf' | 'plans'>;
export type OcpSettings = Required<Defaulted> & Omit<OcpOptions, keyof Defaulted>;

export function settingsOf(options: OcpOptions): OcpSettings {
  return {
    currency: 'USD',
    billingTimeZone: 'UTC',
    freePlanId: 'free',
    activeStatuses: ['active'],
    toFree: 'at_period_end',
    overdueDays: 3,
    undoWhileOverdue: false,
    autoRenewPaths: { on: 'enable-auto-renew', off: 'disable-auto-renew' },
    autoRenewField: 'auto_renew',
    trialField: 'trial_ends_at',
    autoRenewOnChange: 'yes',
    changePlanPath: 'change-plan',
    walletShortWords: ['credit', 'balance', 'wallet', 'fund'],
    timeoutMs: 10_000,
    rereadDelaysMs: [0, 500, 1500],
    checkoutValidForMs: 86_400_000,
    retryAfterMs: 120_000,
    fetch: (input, init) => fetch(input, init),
    now: () => Date.now(),
    ...options,
  };
}
