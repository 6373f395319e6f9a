import { checkRedirect } from '../../core/redirect.js';
import { say } from './say.js';
import type { Stage } from './stage.js';

/** A customer may be sent there: the catalog names its origin. */
export async function mayBeVisited(stage: Stage, url: string, what: string): Promise<void> {
  const { redirectOrigins } = await stage.catalog();
  const verdict = checkRedirect(url, redirectOrigins);
  say(verdict.ok, `${what} may not be visited: ${verdict.ok ? '' : verdict.rule}.`);
}
