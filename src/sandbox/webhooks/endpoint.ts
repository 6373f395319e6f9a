import type { WireName } from '../wires/apiKeys.js';

/** Where a vendor's events are sent to. */
export interface WebhookEndpoint {
  /** On this machine, unless the sandbox was given a `fetch` of its own. */
  readonly url: string;
  readonly provider: WireName;
  /**
   * What deliveries are signed with: a text of your choice for Commet and Stripe, base64 with or without `whsec_` for Dodo. Default
   * `WEBHOOK_SECRETS`. The partner API signs nothing.
   */
  readonly secret?: string;
  /**
   * Seconds from each failed delivery to the next; empty for none. Default: Commet’s and Dodo’s as they document them. Stripe says
   * only that it goes on for three days, and the partner API says nothing.
   */
  readonly retryAfter?: readonly number[];
  /** Names of the partner API's bodies, of which no sample is published. Default: those of its training pages. */
  readonly partnerNames?: Partial<PartnerNames>;
}

/** What the members of a partner event are called. */
export interface PartnerNames {
  readonly eventType: string;
  readonly ownerEmail: string;
  readonly workspaceId: string;
  readonly plan: string;
  readonly billingStartAt: string;
  readonly billingEndAt: string;
  readonly autoRenew: string;
}

export const PARTNER_NAMES: PartnerNames = {
  eventType: 'event_type',
  ownerEmail: 'owner_email',
  workspaceId: 'workspace_id',
  plan: 'plan',
  billingStartAt: 'billing_start_at',
  billingEndAt: 'billing_end_at',
  autoRenew: 'auto_renew',
};

/** Secrets for endpoints of the sandbox. They protect nothing. */
export const WEBHOOK_SECRETS: Readonly<Record<WireName, string>> = {
  commet: 'commet_sandbox_webhook_secret_0000',
  dodo: 'whsec_ZG9kby1zYW5kYm94LXdlYmhvb2stMDAwMA==',
  ocp: '',
  stripe: 'whsec_stripe_sandbox_0000',
};

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?(\/|$)/;

/** @throws RangeError where the URL is none, or on another machine. */
export function checkEndpoint({ url, provider, retryAfter }: WebhookEndpoint, anywhere: boolean): void {
  if (!Object.hasOwn(WEBHOOK_SECRETS, provider))
    throw new RangeError(`There is no provider ${JSON.stringify(provider)}. There are: ${PROVIDERS.join(', ')}.`);
  if (retryAfter?.some((gap) => !(gap > 0)) === true)
    throw new RangeError('retryAfter holds the seconds from each delivery to the next, each above zero.');
  if (!anywhere && !LOOPBACK.test(url))
    throw new RangeError('Webhooks are sent to this machine only: give a URL such as http://127.0.0.1:3000/webhooks.');
}

export const PROVIDERS: readonly string[] = Object.keys(WEBHOOK_SECRETS);

export function isProvider(value: unknown): value is WireName {
  return typeof value === 'string' && PROVIDERS.includes(value);
}
