import type { BillingAdapter } from '../core/adapter.js';
import type { EmitEvent, EventSubject } from './events.js';
import type { Ledger } from './ledger.js';
import type { ChangePlanHandlerOptions, Limits, Scope } from './options.js';
import type { PreviewTokens } from './previewToken.js';
import type { RateLimiter } from './rateLimit.js';
import { digest } from './crypto.js';

/** What one handler works with. */
export interface Services {
  readonly options: ChangePlanHandlerOptions;
  readonly limits: Limits;
  readonly tokens: PreviewTokens;
  readonly ledger: Ledger;
  readonly limiter: RateLimiter;
  readonly emit: EmitEvent;
  readonly now: () => number;
  readonly newId: () => string;
}

/** One request of a known person. */
export interface Call {
  readonly services: Services;
  readonly scope: Scope;
  readonly adapter: BillingAdapter;
  /** Ends when the browser goes away. Never given to a change that was sent. */
  readonly signal: AbortSignal;
  readonly subject: EventSubject;
  /** The `scopeKey` that the page says it shows; null where it says none, or a token says it better. */
  readonly page: string | null;
}

/** Digest of whose preview it is: another user, customer or role has another. */
export function whoOf({ scope }: Call): Promise<string> {
  return digest('who', scope.actor, scope.customerId, scope.role);
}

/** Opaque name of a subscription, or of a customer who has none. The session's own id for it comes before the provider's. */
export function scopeKeyOf({ scope }: Call, subscriptionId: string | null): Promise<string> {
  return digest('scope', scope.customerId, subscriptionId);
}
