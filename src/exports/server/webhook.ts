export { createWebhookHandler, type WebhookHandler } from '../../server/webhook/createWebhookHandler.js';
export type {
  HintedWebhookEvent,
  SignedWebhookEvent,
  WebhookEvent,
  WebhookEventType,
  WebhookScheme,
} from '../../server/webhook/event.js';
export type {
  PartnerWebhookOptions,
  SignedWebhookOptions,
  WebhookHandlerOptions,
  WebhookProblem,
} from '../../server/webhook/options.js';
export { memorySeenEvents, type MemorySeenEventsOptions, type SeenEvents } from '../../server/webhook/seenEvents.js';
export type { SignedScheme } from '../../server/webhook/secrets.js';
export {
  createWebhookVerifier,
  type SignatureProblem,
  type SignatureVerdict,
  type WebhookHeaders,
  type WebhookVerifier,
  type WebhookVerifierOptions,
} from '../../server/webhook/verify.js';
