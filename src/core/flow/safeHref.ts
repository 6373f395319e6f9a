import { checkRedirect } from '../redirect.js';
import type { FlowCore } from './createPlanFlow.js';
import { catalogOf } from './state.js';

/**
 * The only form in which a URL of an answer may be navigated to. Allowed are the origins of `allowedRedirectOrigins`, or
 * without that option the catalog's `redirectOrigins`. Null where it is on none of them, which is reported.
 */
export function safeHref({ options, getState, report }: FlowCore, url: string): string | null {
  const origins = options.allowedRedirectOrigins ?? catalogOf(getState())?.redirectOrigins ?? [];
  const verdict = checkRedirect(url, origins);
  if (verdict.ok) return verdict.href;
  report({ type: 'redirect_refused', rule: verdict.rule });
  return null;
}
