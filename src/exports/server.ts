export { checkProvider } from '../server/checkProvider.js';
export { createChangePlanHandler, type ChangePlanHandler } from '../server/createChangePlanHandler.js';
export type {
  AcceptedChoices,
  ChangePlanHandlerOptions,
  Limits,
  ProposedChange,
  Provider,
  ProviderScope,
  Scope,
} from '../server/options.js';
export type { EventSubject, HandlerEvent } from '../server/events.js';
export type { Ledger, LedgerClaim, LedgerEntry, LedgerStatus } from '../server/ledger.js';
export { memoryLedger, type MemoryLedgerOptions } from '../server/ledger/memoryLedger.js';
export type { RateLimiter } from '../server/rateLimit.js';
export { memoryRateLimiter } from '../server/rateLimit.js';
export { ChangePlanError, type ChangePlanErrorCode } from '../core/errors.js';
