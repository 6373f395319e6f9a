/** What stands in the way of a URL: the rule's name, for events and tests. Never shown to a customer. */
export type RedirectVerdict =
  | { readonly ok: true; readonly href: string }
  | { readonly ok: false; readonly rule: string };

// Controls, every kind of space and separator, whatever is drawn as nothing (zero-width, bidi, soft hyphen), \ " < > `
const RAW = /[\p{Cc}\p{Z}\p{DI}\\"<>`]/u;
const ENCODED = /%(00|0a|0d)/i;
const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

function no(rule: string): RedirectVerdict {
  return { ok: false, rule };
}

function rawProblem(value: unknown): string | null {
  if (typeof value !== 'string') return 'type';
  if (value.length < 1 || value.length > 2048) return 'length';
  if (RAW.test(value)) return 'raw-character';
  return ENCODED.test(value) ? 'encoded-control' : null;
}

/**
 * Whether a browser may be sent to a checkout URL: refused before parsing, then compared by exact origin. Only the returned
 * `href` may be navigated to. `http:` and a port pass only where that exact loopback origin is in the list.
 */
export function checkRedirect(value: unknown, allowedOrigins: readonly string[]): RedirectVerdict {
  const raw = rawProblem(value);
  if (raw !== null || typeof value !== 'string') return no(raw ?? 'type');
  const [, scheme = '', authority = ''] = /^(https?:\/\/)([^/?#]+)/i.exec(value) ?? [];
  if (scheme === '') return no('https-prefix');
  const plain = (scheme + authority).toLowerCase();
  const loopback = LOOPBACK.test(plain) && allowedOrigins.includes(plain);
  if (!loopback && !/^https:/i.test(scheme)) return no('https-prefix');
  if (!/^[\x21-\x24\x26-\x7e]+$/.test(authority)) return no('authority-ascii');
  if (authority.includes('@')) return no('no-userinfo');
  const url = parse(value);
  if (url === null) return no('parse');
  const written = authority.toLowerCase();
  if (!loopback && written !== url.hostname && written !== `${url.hostname}:443`) return no('authority-canonical');
  return allowedOrigins.includes(url.origin) ? { ok: true, href: url.href } : no('origin-exact');
}

/** Whether a value is a path of the host's own origin that a checkout may return to. `base` is the page's absolute URL. */
export function checkReturnPath(value: unknown, base: string): RedirectVerdict {
  const raw = rawProblem(value);
  if (raw !== null || typeof value !== 'string') return no(raw ?? 'type');
  if (!/^\/(?![/\\]|%2f|%5c)/i.test(value)) return no('one-slash');
  const url = parse(value, base);
  const home = parse(base);
  if (url === null || home === null || url.origin !== home.origin) return no('same-origin');
  if (url.pathname.startsWith('//')) return no('double-slash');
  return { ok: true, href: url.href };
}

function parse(value: string, base?: string): URL | null {
  try {
    return new URL(value, base);
  } catch {
    return null;
  }
}
