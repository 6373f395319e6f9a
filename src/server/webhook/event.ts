/** The vendors whose deliveries are read. `partner` is the partner API, which signs nothing. */
export type WebhookScheme = 'commet' | 'standard' | 'stripe' | 'partner';

/**
 * What happened, as far as a host has to know. Every one is a reason to read, never a state to store: a payload holds what was
 * true when it was sent, and deliveries come late, twice and in any order.
 */
export type WebhookEventType =
  /** Begun, moved to another plan, renewed, paused or otherwise not what it was. */
  | 'subscription_changed'
  | 'change_scheduled'
  /** A scheduled change was taken back or replaced. */
  | 'change_schedule_revoked'
  | 'cancellation_scheduled'
  | 'cancellation_revoked'
  | 'subscription_ended'
  /** A payment is overdue and the subscription at risk: past due, on hold, or the partner's wallet was empty at the renewal. */
  | 'subscription_past_due'
  | 'payment_succeeded'
  | 'payment_failed'
  /** The customer's bank asks for something before the payment goes through. */
  | 'payment_action_required'
  | 'checkout_completed'
  /** A checkout ran out or was left. */
  | 'checkout_expired'
  /** Credit, balance, seats or usage moved. */
  | 'usage_changed'
  /** Nothing of the customer's: the operator's own account at the provider is short. Not for customers' eyes. */
  | 'operator_balance_low'
  /** Everything else, what is new included. Acknowledged like the rest. */
  | 'other';

interface WebhookFacts {
  readonly type: WebhookEventType;
  /** The provider's own word: `subscription.plan_changed`. */
  readonly rawType: string;
  /** When it happened, as the provider says; ISO 8601. Null where it does not say so readably. */
  readonly at: string | null;
  /** The provider's id, or for Commet the host's own where one was given. Null where the payload names none. */
  readonly customerId: string | null;
  readonly subscriptionId: string | null;
  readonly workspaceId: string | null;
  /** False: from the provider's test mode. Null where it does not say. */
  readonly livemode: boolean | null;
}

/** Its signature was right: the provider sent it. */
export interface SignedWebhookEvent extends WebhookFacts {
  readonly trust: 'signed';
  readonly scheme: Exclude<WebhookScheme, 'partner'>;
  /** The provider's id of the event; a digest of the body where it has none. */
  readonly eventId: string;
}

/** Nobody signed it: anybody could have sent it. Good for one thing, to read the workspace again; its ids are claims. */
export interface HintedWebhookEvent extends WebhookFacts {
  readonly trust: 'hint';
  readonly scheme: 'partner';
  /** A digest of the body. */
  readonly eventId: string;
}

export type WebhookEvent = SignedWebhookEvent | HintedWebhookEvent;

/** What a payload says, before it is known who sent it. */
export type ReadFacts = WebhookFacts & { readonly bodyId: string | null };
