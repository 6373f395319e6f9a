import { checkRedirect } from '../core/redirect.js';
import type { ChangePlanHandlerOptions } from './options.js';

/**
 * Looks at the options when the handler is made, so that misuse shows at start and not at the first customer.
 * @throws TypeError that says what happened, why it matters and what to do.
 */
export function checkOptions(options: ChangePlanHandlerOptions): void {
  needFunction(options.provider, 'provider', 'no plan can be read', 'Pass one, such as commet({ client }).');
  needFunction(
    options.authorize,
    'authorize',
    'anybody could change anybody’s plan',
    'Pass a function that reads your session and answers whose subscription it is, or null.',
  );
  if (typeof options.ledger?.claim !== 'function')
    fail('ledger is missing', 'one change could be charged twice', 'Pass one, such as memoryLedger() in development.');
  checkSecrets(options.secrets);
  checkOrigins('allowedOrigins', options.allowedOrigins, true);
  checkOrigins('allowedRedirectOrigins', options.allowedRedirectOrigins, false);
  checkReturnUrl(options);
}

function fail(what: string, why: string, remedy: string): never {
  throw new TypeError(`createChangePlanHandler: ${what}. Without it ${why}. ${remedy}`);
}

function needFunction(value: unknown, name: string, why: string, remedy: string): void {
  if (typeof value !== 'function') fail(`${name} is missing`, why, remedy);
}

function checkSecrets(secrets: readonly string[]): void {
  const remedy = 'Make one with `openssl rand -base64 32`, keep it in the environment, and pass secrets: [it].';
  if (typeof secrets === 'string') fail('secrets is a string and no list', 'previews could be forged', remedy);
  if (!Array.isArray(secrets) || secrets.length === 0) fail('secrets is empty', 'previews could be forged', remedy);
  secrets.forEach((secret, index) => {
    if (secret === undefined || secret === '')
      fail(`secrets[${index}] is missing: its environment variable is not set`, 'previews could be forged', remedy);
    // Enough characters, and enough different ones: "aaaa…" and "changeme" are guessed.
    if (typeof secret !== 'string' || secret.length < 32 || new Set(secret).size < 10)
      fail(`secrets[${index}] is too weak (32 random characters are the least)`, 'previews could be forged', remedy);
  });
}

function checkOrigins(
  name: 'allowedOrigins' | 'allowedRedirectOrigins',
  origins: readonly string[],
  needed: boolean,
): void {
  const why = needed ? 'other sites could send changes in a customer’s name' : 'a customer could be sent anywhere';
  if (!Array.isArray(origins) || (needed && origins.length === 0))
    fail(`${name} is ${needed ? 'empty' : 'missing'}`, why, 'List exact origins, such as ["https://app.example.com"].');
  for (const origin of origins)
    if (!isExactOrigin(origin))
      fail(
        `${name} holds ${JSON.stringify(origin)}, which is no exact origin`,
        why,
        'Write scheme and host without path, slash or wildcard: "https://app.example.com". http: only for localhost.',
      );
}

function isExactOrigin(origin: unknown): boolean {
  // A URL may hold an asterisk; as a wildcard it would mean nothing here.
  if (typeof origin !== 'string' || origin.includes('*')) return false;
  try {
    const url = new URL(origin);
    return url.origin === origin && (url.protocol === 'https:' || isLoopback(url));
  } catch {
    return false;
  }
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function checkReturnUrl({ returnUrl, allowedOrigins }: ChangePlanHandlerOptions): void {
  const verdict = checkRedirect(returnUrl, allowedOrigins);
  if (!verdict.ok)
    fail(
      'returnUrl is not an absolute URL on one of allowedOrigins',
      'customers could not come back from a checkout',
      'Pass the page that holds your plan settings, such as "https://app.example.com/settings/plan".',
    );
}
