import { createChangePlanHandler, memoryLedger } from 'planshift/server';
import type { ChangePlanHandlerOptions, HandlerEvent, Scope } from 'planshift/server';
import type { BillingAdapter, ChangePlanRequest } from '../../src/core/adapter.js';
import type { PreviewOutcome } from '../../src/core/preview.js';
import { aCatalog, aChangeRequest, aProSubscription, aQuote, aReadRequest } from '../../src/testing/fixtures.js';
import { usd } from '../../src/testing/harbor.js';
import type { ChangePlanOutcome } from '../../src/core/outcome.js';
import { APP, SECRET, scopeOf } from './world.js';

export const APPLIED: Extract<ChangePlanOutcome, { status: 'applied' }> = {
  status: 'applied',
  payment: 'paid',
  amountCharged: usd(8450),
  difference: null,
  subscription: aProSubscription(),
  invoice: null,
  recoveryUrl: null,
};

/** A billing system that answers what a test tells it, and remembers what it was asked. */
export interface Script extends BillingAdapter {
  readonly calls: { readonly name: string; readonly request: unknown; readonly signal: AbortSignal }[];
}

export function aScript(answers: Partial<BillingAdapter> = {}): Script {
  const calls: Script['calls'] = [];
  const all: BillingAdapter = {
    getCatalog: async () => aCatalog(),
    previewChangePlan: async () => aQuote(),
    changePlan: async () => APPLIED,
    readChange: async () => ({ status: 'not_changed', reason: 'not_received', subscription: null }),
    cancelScheduledChange: async () => ({ status: 'rejected', reason: 'nothing_scheduled', subscription: null }),
    ...answers,
  };
  const noted =
    <R, T>(name: string, call: (request: R, signal: AbortSignal) => Promise<T>) =>
    (request: R, signal: AbortSignal): Promise<T> => {
      calls.push({ name, request, signal });
      return call(request, signal);
    };
  return {
    calls,
    getCatalog: noted('getCatalog', (request, signal) => all.getCatalog(request, signal)),
    previewChangePlan: noted('previewChangePlan', (request, signal) => all.previewChangePlan(request, signal)),
    changePlan: noted('changePlan', (request, signal) => all.changePlan(request, signal)),
    readChange: noted('readChange', (request, signal) => all.readChange(request, signal)),
    cancelScheduledChange: noted('cancelScheduledChange', (request, signal) =>
      all.cancelScheduledChange(request, signal),
    ),
    ...(all.cancelSubscription && { cancelSubscription: noted('cancelSubscription', all.cancelSubscription) }),
    ...(all.topUpCredits && { topUpCredits: noted('topUpCredits', all.topUpCredits) }),
    ...(all.createLink && { createLink: noted('createLink', all.createLink) }),
  };
}

export interface Stage {
  readonly script: Script;
  readonly events: HandlerEvent[];
  readonly handler: ReturnType<typeof createChangePlanHandler>;
  readonly clock: { now: number };
  scope: Scope | null;
  ask(route: string, body?: unknown, init?: RequestInit): Promise<Response>;
  json(route: string, body?: unknown): Promise<Record<string, unknown>>;
  preview(priceId?: string): Promise<PreviewOutcome>;
  confirm(changes?: Partial<ChangePlanRequest>): Promise<ChangePlanRequest>;
  sent(): number;
}

export function aStage(answers: Partial<BillingAdapter> = {}, options: Partial<ChangePlanHandlerOptions> = {}): Stage {
  const script = aScript(answers);
  const events: HandlerEvent[] = [];
  const clock = { now: Date.parse('2026-04-16T00:00:00.000Z') };
  const stage: Stage = {
    script,
    events,
    clock,
    scope: scopeOf('harbor'),
    handler: createChangePlanHandler({
      provider: () => script,
      authorize: () => stage.scope,
      secrets: [SECRET],
      ledger: memoryLedger({ now: () => clock.now }),
      allowedOrigins: [APP],
      allowedRedirectOrigins: ['https://checkout.example'],
      returnUrl: `${APP}/settings`,
      onEvent: (event) => void events.push(event),
      now: () => clock.now,
      ...options,
    }),
    ask: (route, body, init = {}) =>
      stage.handler(
        new Request(`${APP}/billing/acme/${route}`, {
          method: body === undefined ? 'GET' : 'POST',
          headers: { origin: APP, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          ...init,
        }),
      ),
    json: async (route, body) => (await stage.ask(route, body)).json(),
    preview: async (priceId = 'price_pro_monthly') =>
      (await stage.ask('preview', { selection: { priceId }, locale: 'en' })).json(),
    confirm: async (changes) => {
      const preview = await stage.preview();
      if (preview.status === 'blocked') throw new Error('The preview is blocked.');
      return aChangeRequest(preview, changes);
    },
    sent: () => script.calls.filter(({ name }) => name === 'changePlan').length,
  };
  return stage;
}

export const readRequest = aReadRequest;
