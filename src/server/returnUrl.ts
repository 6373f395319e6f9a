import { ChangePlanError } from '../core/errors.js';
import { checkReturnPath } from '../core/redirect.js';
import type { ChangePlanHandlerOptions } from './options.js';

/** Where a checkout returns to: the host's own page, or a path of the same origin that the browser named. */
export function returnUrlOf({ returnUrl }: ChangePlanHandlerOptions, path: string | null): string {
  if (path === null) return returnUrl;
  const verdict = checkReturnPath(path, returnUrl);
  if (verdict.ok) return verdict.href;
  throw new ChangePlanError('invalid_request', 'returnTo is no path of the host’s own origin.', { sent: false });
}
