import type { Catalog, Selection } from '../adapter.js';
import { currencyOf } from '../currency.js';
import { findPrice, priceAt, type BillingInterval } from '../plan.js';
import { base, canBegin, checking, choosing, inReview, type Loaded, type Rules } from './rules.js';
import type { Attempt, CheckCause, Choice, FlowState } from './state.js';

export const initialState: FlowState = { status: 'loading' };

/** Reading the plans and choosing among them, up to the question what a choice costs. */
export const planRules: Rules<
  | 'catalog_loaded'
  | 'load_failed'
  | 'reload_requested'
  | 'catalog_refreshed'
  | 'interval_chosen'
  | 'currency_chosen'
  | 'price_chosen'
  | 'preview_started'
> = {
  catalog_loaded: (state, { catalog, attempt }) => (state.status === 'loading' ? loaded(catalog, attempt) : state),
  load_failed: (state, { error }) => (state.status === 'loading' ? { status: 'load_failed', error } : state),
  reload_requested: (state) => (state.status === 'load_failed' ? initialState : state),
  catalog_refreshed: (state, { catalog }) => ('catalog' in state ? refreshed(state, catalog) : state),
  interval_chosen: (state, { interval }) =>
    canBegin(state) ? choosing(state.catalog, shownAt(state.catalog, state.choice, { interval })) : state,
  currency_chosen: (state, { currency }) =>
    canBegin(state) ? choosing(state.catalog, shownAt(state.catalog, state.choice, { currency })) : state,
  price_chosen: (state, { selection }) =>
    canBegin(state) ? choosing(state.catalog, withSelection(state.catalog, state.choice, selection)) : state,
  preview_started: (state, { selection, stale }) => {
    if (!(state.status === 'choosing' || inReview(state)) || state.choice.selection !== selection) return state;
    const earlier = state.status === 'reviewing' ? state.preview : state.status === 'previewing' ? state.earlier : null;
    return { ...base(state), status: 'previewing', selection, earlier, stale };
  },
};

function loaded(catalog: Catalog, attempt: Attempt | null): FlowState {
  const choice: Choice = { interval: firstInterval(catalog), selection: null };
  return attempt ? checking({ catalog, choice }, attempt, causeOf(catalog)) : choosing(catalog, choice);
}

/** Why an attempt that was found is looked into. */
export function causeOf({ openChange }: Catalog): CheckCause {
  return openChange?.status === 'requires_checkout' ? 'returned' : 'reopened';
}

function firstInterval({ plans, subscription }: Catalog): BillingInterval | null {
  const held = subscription?.interval ?? null;
  if (held !== null && plans.some((plan) => !plan.isFree && priceAt(plan, held) !== null)) return held;
  return (
    plans.find((plan) => !plan.isFree && plan.prices.length > 0)?.prices[0]?.interval ??
    plans[0]?.prices[0]?.interval ??
    null
  );
}

function refreshed(state: Loaded, catalog: Catalog): FlowState {
  const { interval, selection } = state.choice;
  const kept = selection !== null && findPrice(catalog.plans, selection.priceId) !== null;
  return {
    ...state,
    catalog,
    choice: { ...state.choice, interval: interval ?? firstInterval(catalog), selection: kept ? selection : null },
  };
}

/** The plans at another interval, or in another currency; what was chosen stays chosen where it is sold so. */
function shownAt(catalog: Catalog, before: Choice, to: Partial<Pick<Choice, 'interval' | 'currency'>>): Choice {
  const choice: Choice = { ...before, ...to, selection: null };
  const { selection } = before;
  const plan = selection && findPrice(catalog.plans, selection.priceId)?.plan;
  const price = plan && priceAt(plan, choice.interval, currencyOf(catalog, choice.currency));
  return price ? withSelection(catalog, choice, { ...selection, priceId: price.id }) : choice;
}

function withSelection(catalog: Catalog, choice: Choice, selection: Selection): Choice {
  const { priceId, ...rest } = selection;
  const found = findPrice(catalog.plans, priceId);
  if (found === null) return choice;
  const interval = found.plan.isFree ? choice.interval : found.price.interval;
  const isHeld = priceId === catalog.subscription?.priceId && Object.keys(rest).length === 0;
  return { ...choice, interval, selection: isHeld ? null : selection };
}
