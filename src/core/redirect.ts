/** What stands in the way of a URL: the rule's name, for events and tests. Never shown to a customer. */
export type RedirectVerdict =
  | { readonly ok: true; readonly href: string }
  | { readonly ok: false; readonly rule: string };

// Controls, every kind of space and separator, whatever is drawn as nothing (zero-width, bidi, soft hyphen), \ " < > `
const RAW = /[\p{Cc}\p{Z}\p{DI}\\"<>`]/u;
const ENCODED = /%(00|0a|0d)/i;
const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/** The URL as the browser reads it, or the name of the rule that it breaks. */
type Judged = URL | string;

function verdict(judged: Judged): RedirectVerdict {
  return typeof judged === 'string' ? { ok: false, rule: judged } : { ok: true, href: judged.href };
}

/** What no link may hold, looked at before anything is parsed. */
function judge(value: unknown, next: (text: string) => Judged): Judged {
  if (typeof value !== 'string') return 'type';
  if (value.length < 1 || value.length > 2048) return 'length';
  if (RAW.test(value)) return 'raw-character';
  return ENCODED.test(value) ? 'encoded-control' : next(value);
}

/**
 * Whether a browser may be sent to a checkout URL: refused before parsing, then compared by exact origin. Only the returned
 * `href` may be navigated to. `http:` and a port pass only where that exact loopback origin is in the list.
 */
export function checkRedirect(value: unknown, allowedOrigins: readonly string[]): RedirectVerdict {
  return verdict(judge(value, (text) => checkoutUrl(text, allowedOrigins)));
}

function checkoutUrl(text: string, allowedOrigins: readonly string[]): Judged {
  const [origin = '', authority = ''] = /^https?:\/\/([^/?#]+)/i.exec(text) ?? [];
  const plain = origin.toLowerCase();
  const isLoopback = LOOPBACK.test(plain) && allowedOrigins.includes(plain);
  if (!isLoopback && !plain.startsWith('https:')) return 'https-prefix';
  if (!/^[\x21-\x24\x26-\x7e]+$/.test(authority)) return 'authority-ascii';
  if (authority.includes('@')) return 'no-userinfo';
  const url = parse(text);
  if (url === null) return 'parse';
  if (!isLoopback && plain.replace(/:443$/, '') !== `https://${url.hostname}`) return 'authority-canonical';
  return allowedOrigins.includes(url.origin) ? url : 'origin-exact';
}

/** Whether a value is a path of the host's own origin that a checkout may return to. `base` is the page's absolute URL. */
export function checkReturnPath(value: unknown, base: string): RedirectVerdict {
  return verdict(judge(value, (text) => returnUrl(text, base)));
}

function returnUrl(text: string, base: string): Judged {
  if (!/^\/(?![/\\]|%2f|%5c)/i.test(text)) return 'one-slash';
  const url = parse(text, base);
  const home = parse(base);
  if (url === null || home === null || url.origin !== home.origin) return 'same-origin';
  return url.pathname.startsWith('//') ? 'double-slash' : url;
}

function parse(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
