import type { Catalog } from '../adapter.js';
import type { Subscription } from '../subscription.js';
import type { FlowEvent, FlowEventType } from './event.js';
import type { Attempt, BesideStatus, CheckCause, Choice, FlowState, StateOf } from './state.js';

export type EventOf<T extends FlowEventType> = Extract<FlowEvent, { type: T }>;

/**
 * What the flow is after something happened, for some of the events. Pure and total: an event that does not apply returns the
 * very same state, so a late answer, a second click or a message for an older attempt changes nothing.
 */
export type Rules<T extends FlowEventType> = {
  readonly [K in T]: (state: FlowState, event: EventOf<K>) => FlowState;
};

/** An event without a rule changes nothing. */
export function applyRules(rules: Partial<Rules<FlowEventType>>, state: FlowState, event: FlowEvent): FlowState {
  // Each rule stands under the type of the event it takes.
  const rule = rules[event.type] as ((state: FlowState, event: FlowEvent) => FlowState) | undefined;
  return rule ? rule(state, event) : state;
}

export type Loaded = Exclude<FlowState, { status: 'loading' | 'load_failed' }>;

export function base({ catalog, choice }: Loaded): { readonly catalog: Catalog; readonly choice: Choice } {
  return { catalog, choice };
}

export function choosing(catalog: Catalog, choice: Choice): FlowState {
  return { status: 'choosing', catalog, choice };
}

export function checking(
  facts: Pick<Loaded, 'catalog' | 'choice'>,
  attempt: Attempt,
  cause: CheckCause,
  offline = false,
): FlowState {
  const { catalog, choice } = facts;
  return { status: 'checking', catalog, choice, attempt, cause, tries: 0, lastCheck: null, offline };
}

/** A selection is being priced, or was. */
export function inReview(state: FlowState): state is StateOf<'previewing' | 'preview_failed' | 'reviewing'> {
  return state.status === 'previewing' || state.status === 'preview_failed' || state.status === 'reviewing';
}

type Answered = Extract<BesideStatus, `${string}_settled` | `${string}_failed`>;

/** Something beside a change has ended, and is read before the plans are shown again. */
export function isAnswered(state: FlowState): state is StateOf<Answered> {
  return /^(undo|cancel|top_up)_/.test(state.status);
}

/** Nothing is out and no attempt is open: a new intent may begin. */
export function isResting(state: FlowState): state is StateOf<'choosing' | 'settled' | Answered> {
  if (state.status === 'settled') return state.attempt === null;
  return state.status === 'choosing' || isAnswered(state);
}

/** The same where a change may be on the screen that nobody has confirmed: what begins then takes its place. */
export function canBegin(state: FlowState): state is Exclude<Loaded, StateOf<Out>> {
  return isResting(state) || inReview(state);
}

type Out = 'confirming' | 'redirecting' | 'checking' | 'undoing' | 'canceling' | 'topping_up';

/** The facts with the subscription that an answer brought, if it brought one. */
export function withSubscription<T extends { readonly catalog: Catalog }>(
  facts: T,
  outcome: object & { readonly subscription?: Subscription | null },
): T {
  const { subscription } = outcome;
  return subscription ? { ...facts, catalog: { ...facts.catalog, subscription } } : facts;
}
