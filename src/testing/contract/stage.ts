import type { BillingAdapter, Capabilities, Catalog, ChangePlanRequest, Selection } from '../../core/adapter.js';
import { isFinal, type ChangePlanOutcome, type ReadOutcome } from '../../core/outcome.js';
import { promisedAmount, type ConfirmablePreview, type PreviewOutcome } from '../../core/preview.js';
import type { Subscription } from '../../core/subscription.js';
import type { Charge, ContractWorld, LeverName } from './harness.js';
import { onTheWire } from './onTheWire.js';
import { alike, say } from './say.js';

type PreviewOf<S extends PreviewOutcome['status']> = Extract<PreviewOutcome, { status: S }>;
type OutcomeOf<S extends ReadOutcome['status']> = Extract<ReadOutcome, { status: S }>;

/** Pulls a lever that was looked up before the promise was asked for. */
export interface Levers {
  has(name: LeverName): boolean;
  pull(name: Exclude<LeverName, 'advanceDays' | 'payCheckout' | 'cancelCheckout'>): Promise<void>;
  advanceDays(days: number): Promise<void>;
  atCheckout(name: 'payCheckout' | 'cancelCheckout', checkoutUrl: string): Promise<void>;
}

/** A world with the sentences that promises are told in. */
export interface Stage {
  readonly adapter: BillingAdapter;
  readonly claims: Capabilities;
  readonly selection: Selection;
  readonly replacement: Selection | null;
  readonly levers: Levers;
  readonly signal: AbortSignal;
  charges(): Promise<readonly Charge[]>;
  catalog(): Promise<Catalog>;
  subscription(): Promise<Subscription>;
  preview(selection?: Selection): Promise<PreviewOutcome>;
  /** The preview, which must not be blocked and must be of this very change. */
  confirmable(selection?: Selection): Promise<ConfirmablePreview>;
  /** The preview, which must be a quote. */
  quote(selection?: Selection): Promise<PreviewOf<'quote'>>;
  /** The preview of a change that happens at once: a quote, or where no preview is claimed an offer without an amount. */
  offer(selection?: Selection): Promise<PreviewOf<'quote' | 'unavailable'>>;
  /** The request that confirms a preview as it was shown, under a new key. */
  request(preview: ConfirmablePreview, changes?: Partial<ChangePlanRequest>): ChangePlanRequest;
  confirm(request: ChangePlanRequest): Promise<ChangePlanOutcome>;
  read(request: ChangePlanRequest): Promise<ReadOutcome>;
  /** Confirms, and asks until the answer is final or a checkout. */
  settled(request: ChangePlanRequest): Promise<ReadOutcome>;
  /** Asks until the answer is final or a checkout. */
  followed(request: ChangePlanRequest, first: ReadOutcome): Promise<ReadOutcome>;
  nothingCharged(when: string): Promise<void>;
  /** The plan, the schedule and the cancellation are those of before. */
  unchangedSince(before: Subscription, when: string): Promise<void>;
}

const LOCALE = 'en';
const READS = 40;
const READ_EVERY_MS = 50;

export function createStage(world: ContractWorld, levers: Levers, claims: Capabilities): Stage {
  const adapter = onTheWire(world.adapter);
  const { signal } = new AbortController();

  const stage: Stage = {
    adapter,
    claims,
    selection: world.selection,
    replacement: world.replacement ?? null,
    levers,
    signal,
    charges: () => world.charges(),
    catalog: () => adapter.getCatalog({ locale: LOCALE }, signal),
    subscription: async () => {
      const { subscription } = await stage.catalog();
      say(subscription !== null, 'The catalog has no subscription in a scenario that begins with one.');
      return subscription;
    },
    preview: (selection = world.selection) => adapter.previewChangePlan({ selection, locale: LOCALE }, signal),
    confirmable: async (selection) => {
      const preview = await stage.preview(selection);
      const reason = preview.status === 'blocked' ? preview.reason : '';
      say(preview.status !== 'blocked', `The preview is blocked (${reason}).`);
      const { from, to } = preview.change;
      const chosen = (selection ?? world.selection).priceId;
      say(to.priceId === chosen, `The preview is of ${to.priceId}; chosen was ${chosen}.`);
      const held = (await stage.catalog()).subscription;
      say(from?.planId === held?.planId, `The preview begins at ${from?.planId}; held is ${held?.planId}.`);
      return preview;
    },
    quote: async (selection) => {
      const preview = await stage.confirmable(selection);
      say(preview.status === 'quote', `The preview is "${preview.status}" and not a quote.`);
      return preview;
    },
    offer: async (selection) => {
      if (claims.preview) return stage.quote(selection);
      const preview = await stage.confirmable(selection);
      say(preview.status === 'unavailable', `No preview is claimed, and yet it is "${preview.status}".`);
      return preview;
    },
    request: (preview, changes) => ({
      selection: world.selection,
      token: preview.token,
      expected: promisedAmount(preview),
      idempotencyKey: crypto.randomUUID(),
      returnTo: null,
      locale: LOCALE,
      ...changes,
    }),
    confirm: (request) => adapter.changePlan(request, signal),
    read: ({ selection, token, expected, idempotencyKey, locale }) =>
      adapter.readChange({ selection, token, expected, idempotencyKey, locale }, signal),
    settled: async (request) => stage.followed(request, await stage.confirm(request)),
    followed: async (request, first) => {
      let outcome = first;
      for (let tries = 0; tries < READS && !isFinal(outcome) && outcome.status !== 'requires_checkout'; tries++) {
        await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS));
        outcome = await stage.read(request);
      }
      return outcome;
    },
    nothingCharged: async (when) => {
      const { length } = await world.charges();
      say(length === 0, `${when}, and yet ${length} charge(s) were made.`);
    },
    unchangedSince: async (before, when) => {
      const after = await stage.subscription();
      say(after.priceId === before.priceId, `${when}, and yet the price is now ${after.priceId}.`);
      say(alike(after.scheduledChange, before.scheduledChange), `${when}, and yet the scheduled change is another.`);
      say(alike(after.cancellation, before.cancellation), `${when}, and yet the cancellation is another.`);
    },
  };
  return stage;
}

export function isOutcome<S extends ReadOutcome['status']>(
  outcome: ReadOutcome,
  status: S,
): asserts outcome is OutcomeOf<S> {
  const detail = 'reason' in outcome ? ` (${outcome.reason})` : '';
  say(outcome.status === status, `The outcome is "${outcome.status}"${detail} and not "${status}".`);
}
