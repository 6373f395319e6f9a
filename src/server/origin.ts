const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

export interface OriginPolicy {
  readonly allowedOrigins: readonly string[];
  readonly trustReferer: boolean;
  readonly hosts: readonly string[];
}

/**
 * Why a request may not come from where it says, or null where it may. Own origins come from configuration; a request that
 * changes something needs evidence that one of them sent it.
 */
export function originProblem(method: string, headers: Headers, policy: OriginPolicy): string | null {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  const reads = method === 'GET' || method === 'HEAD';
  if (site === 'cross-site') return 'cross-site';
  if (origin !== null && !policy.allowedOrigins.includes(origin)) return 'foreign-origin';
  if (site === null && !knownHost(headers.get('host'), policy)) return 'foreign-host';
  if (origin !== null || site === 'same-origin') return null;
  if (site === 'none') return reads ? null : 'no-page';
  if (site !== null) return 'unlisted-site';
  // Where a browser says nothing at all, a read is harmless: no other site can see the answer.
  if (reads) return null;
  return policy.trustReferer && refererAllowed(headers.get('referer'), policy) ? null : 'no-evidence';
}

function knownHost(host: string | null, { allowedOrigins, hosts }: OriginPolicy): boolean {
  if (host === null || LOOPBACK.test(host) || hosts.includes(host)) return true;
  return allowedOrigins.some((origin) => origin === `https://${host}` || origin === `http://${host}`);
}

function refererAllowed(referer: string | null, { allowedOrigins }: OriginPolicy): boolean {
  try {
    return referer !== null && allowedOrigins.includes(new URL(referer).origin);
  } catch {
    return false;
  }
}
