import type { OcpOptions } from './options.js';
import { checkTemplate } from './template.js';

const PATH_PART = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/;

/** Says at the start, and not at the first use, what is missing. @throws TypeError with a sentence */
export function checkOptions(options: OcpOptions): void {
  checkBaseUrl(options?.baseUrl);
  // What can be sent in a header; the key itself is in no message.
  if (typeof options.apiKey !== 'string' || !/^[\x21-\x7e]{8,}$/.test(options.apiKey))
    fail(
      'apiKey is missing or is no key. Without it no workspace can be read. Make one in the partner’s main workspace.',
    );
  checkBilling(options);
  const { on = 'on', off = 'off' } = options.autoRenewPaths ?? {};
  for (const part of [options.changePlanPath ?? 'change-plan', on, off])
    if (!PATH_PART.test(part)) fail(`${JSON.stringify(part)} is no path. Write letters, digits, _ and - alone.`);
}

function checkBaseUrl(baseUrl: unknown): void {
  const hint = 'Without it nobody can be asked. Give https://www.uchat.com.au/api, or that of your own partner domain.';
  if (typeof baseUrl !== 'string' || !URL.canParse(baseUrl)) return fail(`baseUrl is missing or is no URL. ${hint}`);
  const { protocol, hostname, username, search, hash } = new URL(baseUrl);
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback))
    fail('baseUrl has to begin with https:, since the key goes with every request.');
  if (username !== '' || search !== '' || hash !== '') fail('baseUrl may hold a host and a path, and nothing else.');
}

function checkBilling({ billing, ledger, secrets }: OcpOptions): void {
  switch (billing?.type) {
    case 'billingUrl': {
      const { template } = billing;
      const all = typeof template === 'string' ? [template] : Object.values(template ?? {});
      if (all.length === 0) fail('billing.template is missing. Without it customers have nowhere to pay.');
      for (const one of all) checkTemplate(one);
      return checkBinding(ledger, secrets);
    }
    case 'internalStripe':
      return billing.change === undefined ? undefined : checkBinding(ledger, secrets);
    case 'wallet':
      return;
    default:
      fail('billing.type is missing. Say how customers pay: billingUrl, wallet or internalStripe.');
  }
}

function checkBinding(ledger: OcpOptions['ledger'], secrets: OcpOptions['secrets']): void {
  if (typeof ledger?.claim !== 'function')
    fail('ledger is missing. Without it one payment could change a plan twice. Pass the handler’s own.');
  if (
    !Array.isArray(secrets) ||
    secrets.length === 0 ||
    secrets.some((one) => typeof one !== 'string' || one.length < 32)
  )
    fail('secrets are missing or shorter than 32 characters. Without them a payment cannot be bound to a workspace.');
}

function fail(sentence: string): never {
  throw new TypeError(`ocp: ${sentence}`);
}
