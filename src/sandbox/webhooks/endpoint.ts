import type { WireName } from '../wires/apiKeys.js';

/** Where a vendor's events are sent to. */
export interface WebhookEndpoint {
  /** On this machine, unless the sandbox was given a `fetch` of its own. */
  readonly url: string;
  readonly provider: WireName;
  /**
   * What deliveries are signed with: any text for Commet and Stripe, base64 with or without `whsec_` for Dodo. Default
   * `WEBHOOK_SECRETS`. The partner API signs nothing.
   */
  readonly secret?: string;
}

/** Secrets for endpoints of the sandbox. They protect nothing. */
export const WEBHOOK_SECRETS: Readonly<Record<WireName, string>> = {
  commet: 'commet_sandbox_webhook_secret_0000',
  dodo: 'whsec_ZG9kby1zYW5kYm94LXdlYmhvb2stMDAwMA==',
  ocp: '',
  stripe: 'whsec_stripe_sandbox_0000',
};

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?(\/|$)/;

/** @throws RangeError where the URL is none, or on another machine. */
export function checkEndpoint({ url, provider }: WebhookEndpoint, anywhere: boolean): void {
  if (!Object.hasOwn(WEBHOOK_SECRETS, provider))
    throw new RangeError(`There is no provider ${JSON.stringify(provider)}. There are: ${PROVIDERS.join(', ')}.`);
  if (!anywhere && !LOOPBACK.test(url))
    throw new RangeError('Webhooks are sent to this machine only: give a URL such as http://127.0.0.1:3000/webhooks.');
}

export const PROVIDERS: readonly string[] = Object.keys(WEBHOOK_SECRETS);

export function isProvider(value: unknown): value is WireName {
  return typeof value === 'string' && PROVIDERS.includes(value);
}
