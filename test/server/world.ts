import { Commet } from '@commet/node';
import { createChangePlanHandler, memoryLedger } from 'planshift/server';
import type { ChangePlanHandler, ChangePlanHandlerOptions, HandlerEvent, Scope } from 'planshift/server';
import { commet, type CommetOptions } from 'planshift/server/commet';
import { createSandbox, sendCommetTo, type Sandbox, type SandboxSettings } from 'planshift/sandbox';
import { createHttpAdapter } from '../../src/client/createHttpAdapter.js';
import type { BillingAdapter, ChangePlanRequest, ReadChangeRequest, Selection } from '../../src/core/adapter.js';
import { promisedAmount, type PreviewOutcome } from '../../src/core/preview.js';

export const APP = 'https://app.partner.example';
export const SECRET = 'kX9v!2pQ7rT4wZ8bN1mC6yH3jL5dF0sGaE';
const SANDBOX = 'http://127.0.0.1:4010';

/** A handler on the Commet SDK on a sandbox in memory, and the browser's adapter over it. */
export interface World {
  readonly sandbox: Sandbox;
  readonly handler: ChangePlanHandler;
  readonly events: readonly HandlerEvent[];
  /** Who is signed in; set it to change who asks. */
  scope: Scope | null;
  /** What the handler believes the time to be, in milliseconds. */
  clock: { now: number };
  readonly adapter: BillingAdapter;
  /** Asks the handler as a page of the host would. */
  ask(route: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  preview(selection: Selection): Promise<PreviewOutcome>;
  /** The confirm of a preview, with `changes` in place of what a faithful browser sends. */
  request(preview: PreviewOutcome, selection: Selection, changes?: Partial<ChangePlanRequest>): ChangePlanRequest;
  /** How many charges were made for changes; renewals of other customers are none. */
  charges(): number;
  /** How many change requests reached the provider. */
  changesSent(): number;
  close(): void;
}

export interface WorldOptions {
  readonly who?: string;
  readonly sandbox?: SandboxSettings;
  readonly handler?: Partial<ChangePlanHandlerOptions>;
  readonly commet?: Partial<CommetOptions>;
  readonly sdk?: { readonly timeout?: number; readonly retries?: number };
}

export function scopeOf(who: string, changes: Partial<Scope> = {}): Scope {
  const own = { customerId: `cus_${who}`, subscriptionId: `sub_${who}` };
  return { actor: `user_${who}`, ...own, may: 'change', role: 'customer', ...changes };
}

const signal = new AbortController().signal;

export function openWorld({ who = 'demo', sandbox: settings, sdk, ...given }: WorldOptions = {}): World {
  const sandbox = createSandbox({ origin: SANDBOX, ...settings });
  const restore = sendCommetTo((request) => sandbox.fetch(request));
  const client = new Commet({ apiKey: sandbox.apiKeys.commet, telemetry: false, retries: 0, ...sdk });
  const events: HandlerEvent[] = [];
  const clock = { now: Date.parse('2026-04-16T00:00:00.000Z') };
  const fast = { rereadDelaysMs: [0, 10, 20], inProgressDelaysMs: [10, 20, 40] };
  const world: World = {
    sandbox,
    events,
    clock,
    scope: scopeOf(who),
    handler: createChangePlanHandler({
      provider: commet({ client, ...fast, ...given.commet }),
      authorize: () => world.scope,
      secrets: [SECRET],
      ledger: memoryLedger({ now: () => clock.now }),
      allowedOrigins: [APP],
      allowedRedirectOrigins: [SANDBOX],
      returnUrl: `${APP}/settings/plan`,
      onEvent: (event) => void events.push(event),
      now: () => clock.now,
      ...given.handler,
    }),
    adapter: createHttpAdapter({
      endpoint: `${APP}/api/billing`,
      headers: { origin: APP, 'sec-fetch-site': 'same-origin' },
      fetch: (input, init) => world.handler(new Request(input, { ...init, signal: null })),
    }),
    ask: (route, body, headers = {}) =>
      world.handler(
        new Request(`${APP}/api/billing/${route}`, {
          method: body === undefined ? 'GET' : 'POST',
          headers: { origin: APP, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', ...headers },
          ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      ),
    preview: (selection) => world.adapter.previewChangePlan({ selection, locale: 'en' }, signal),
    request: (preview, selection, changes) => ({
      selection,
      token: 'token' in preview ? preview.token : 'none',
      expected: promisedAmount(preview),
      idempotencyKey: crypto.randomUUID(),
      returnTo: null,
      locale: 'en',
      ...changes,
    }),
    charges: () => sandbox.control.ledger().filter(({ reason }) => reason !== 'renewal').length,
    changesSent: () => sandbox.control.requests().filter(({ path }) => path.endsWith('/change-plan')).length,
    close: restore,
  };
  return world;
}

/** What a read of a change is asked with. */
export function readOf({ selection, token, expected, idempotencyKey, locale }: ChangePlanRequest): ReadChangeRequest {
  return { selection, token, expected, idempotencyKey, locale };
}

export const noSignal = signal;
