'use client';
import { useContext, useMemo, useState } from 'react';
import type { Catalog } from '../../core/adapter.js';
import { currencyOf } from '../../core/currency.js';
import { choiceOf, type Choice } from '../../core/flow/state.js';
import type { Plan, Price } from '../../core/plan.js';
import { LiveContext } from '../live.js';
import type { PlanKit } from '../kit.js';
import { useFollowedPrice } from '../useFollowed.js';
import { featureAmount, featureRows, includes } from '../words/features.js';
import { isLinkable } from '../words/href.js';
import { offerOf, shownPlans, type Offer } from '../words/offer.js';
import {
  canAct,
  isChoosable,
  isChosen,
  isPaused,
  matching,
  MOST_CARDS,
  planActOf,
  type PlanAct,
  type PlanRoute,
} from '../words/planAct.js';
import { badgeOf, planNote } from '../words/planNote.js';
import { planPriceText, priceOfOffer, type PlanPriceText } from '../words/planWords.js';
import {
  buttonOf,
  buttonProps,
  inputProps,
  linkProps,
  partProps,
  type ButtonGetter,
  type InputGetter,
  type PartGetter,
} from './props.js';
import type { Action } from './action.js';
import { usePlanTextKit } from './useTextKit.js';
import { useId } from '../useId.js';

/** A feature of a plan, at the same place for every plan, so that neighbours line up. */
export interface PlanFeature {
  readonly id: string;
  readonly name: string;
  readonly isIncluded: boolean;
  /** "10,000 minutes"; null where it is a yes or a no. */
  readonly amount: string | null;
  /** The amount, or "Included" or "Not included". */
  readonly value: string;
}

/** A plan as the customer sees it. */
export interface PlanOption {
  readonly plan: Plan;
  readonly offer: Offer;
  readonly price: Price | null;
  readonly isChosen: boolean;
  readonly words: PlanPriceText & {
    readonly tagline: string | null;
    readonly badge: string | null;
    /** What the plan is to the customer: "Current plan", "Starts on 1 May", or why it is not to be had. */
    readonly note: string | null;
  };
  readonly features: readonly PlanFeature[];
  /** For what stands around the plan, such as an `article`; a group in `choose`. */
  readonly getCardProps: PartGetter;
  /** For what holds the name: the other parts refer to it. */
  readonly getNameProps: PartGetter;
  readonly getPriceProps: PartGetter;
  readonly getNoteProps: PartGetter;
  /** For an `input`, with `mode: 'choose'`; null where the plan cannot be chosen. */
  readonly getRadioProps: InputGetter | null;
  /** Null where nothing can be done, or where the plan is chosen by its radio. */
  readonly action: Action | null;
}

export interface UsePlanPickerOptions extends PlanRoute {
  /** `act`: each plan has its button. `choose`: the plans are one radio group. Default `act`. */
  readonly mode?: 'act' | 'choose';
  /** Asks for the price as soon as a plan is chosen, with `choose`. Default false. */
  readonly reviewOnChoose?: boolean;
  /** The price that is chosen, with `choose`, where the host decides: null for the one held. Left out: the flow decides. */
  readonly priceId?: string | null;
  /** A plan was chosen, with `choose`. With `priceId` nothing moves until it says so. */
  readonly onPriceChange?: (priceId: string) => void;
}

/** The search in a long list of plans. */
export interface PlanFilter {
  readonly label: string;
  readonly text: string;
  /** "3 plans", or that none matches. */
  readonly found: string;
  readonly getInputProps: InputGetter;
  /** For a button that shows all plans again. */
  readonly getClearProps: ButtonGetter;
  readonly clearLabel: string;
}

export interface PlanPicker {
  /** `ready`: there are plans. `failed` and `empty`: `retry` reads them again. */
  readonly status: 'loading' | 'failed' | 'empty' | 'ready';
  readonly title: string;
  /** What stands in the place of the plans, and why; null when they are there. */
  readonly message: string | null;
  readonly reason: string | null;
  readonly retry: { readonly label: string; readonly getProps: ButtonGetter } | null;
  /** Why nothing can be done here at all; null where something can. */
  readonly hint: string | null;
  readonly plans: readonly PlanOption[];
  /** Null for a list that is short enough without. */
  readonly filter: PlanFilter | null;
  /** For the heading: the group is named by it. */
  readonly getTitleProps: PartGetter;
  /** For what stands around the plans. */
  readonly getGroupProps: PartGetter;
}

/** The plans a customer can move between, at the interval that is chosen. */
export function usePlanPicker(options: UsePlanPickerOptions = {}): PlanPicker {
  const { mode = 'act', priceId } = options;
  const kit = usePlanTextKit();
  const { say, catalog, state, flow } = kit;
  const { tell } = useContext(LiveContext);
  const [text, setText] = useState('');
  const id = useId();
  useFollowedPrice(kit, priceId);
  const rows = useMemo(() => featureRows(catalog?.plans ?? []), [catalog?.plans]);
  const choice = choiceOf(state);
  const all = catalog ? shownPlans(catalog) : [];
  const isLong = (catalog?.plans.length ?? 0) > MOST_CARDS;
  const found = isLong ? matching(all, text) : all;
  const filter = (wanted: string) => {
    setText(wanted);
    tell('status', say('plans.found', { count: matching(all, wanted).length }));
  };
  const status = statusOf(kit, choice);
  const again = () => flow.reload();
  return {
    status,
    title: say(mode === 'act' ? 'plans.title' : 'plans.choose'),
    message: status === 'ready' ? null : say(status === 'failed' ? 'load.title' : `plans.${status}`),
    reason: state.status === 'load_failed' ? say(`error.${state.error.code}`) : null,
    retry:
      status === 'failed' || status === 'empty'
        ? { label: say(status === 'failed' ? 'act.retry' : 'act.reload'), getProps: buttonOf(again) }
        : null,
    hint: catalog && hintOf(kit, catalog, options),
    plans:
      catalog && choice && status === 'ready'
        ? found.map((plan, index) =>
            optionOf({
              kit,
              catalog,
              choice,
              plan,
              options,
              group: id,
              id: `${id}${index}`,
              isLong,
              rows: isLong ? [] : rows,
            }),
          )
        : [],
    filter: isLong
      ? {
          label: say('plans.filter'),
          text,
          found: found.length === 0 ? say('plans.noMatch', { text }) : say('plans.found', { count: found.length }),
          getInputProps: inputProps({
            type: 'search',
            'aria-label': say('plans.filter'),
            value: text,
            onChange: ({ target }) => filter(target.value),
          }),
          clearLabel: say('plans.showAll'),
          getClearProps: buttonOf(() => filter('')),
        }
      : null,
    getTitleProps: partProps({ id }),
    getGroupProps: partProps({ role: mode === 'choose' ? 'radiogroup' : undefined, 'aria-labelledby': id }),
  };
}

function statusOf({ state, catalog }: PlanKit<string>, choice: Choice | null): PlanPicker['status'] {
  if (state.status === 'load_failed') return 'failed';
  if (catalog === null || choice === null) return 'loading';
  return catalog.plans.length === 0 ? 'empty' : 'ready';
}

function hintOf({ say }: PlanKit<string>, catalog: Catalog, options: UsePlanPickerOptions): string | null {
  if (catalog.may === 'view') return say('plans.viewOnly');
  return (options.mode ?? 'act') === 'act' && !canAct(catalog, options) ? say('plans.browse') : null;
}

interface Row {
  readonly kit: PlanKit<string>;
  readonly catalog: Catalog;
  readonly choice: Choice;
  readonly plan: Plan;
  readonly options: UsePlanPickerOptions;
  readonly group: string;
  readonly id: string;
  readonly isLong: boolean;
  readonly rows: ReturnType<typeof featureRows>;
}

function optionOf({ kit, catalog, choice, plan, options, group, id, isLong, rows }: Row): PlanOption {
  const { say, state } = kit;
  const { mode = 'act' } = options;
  const offer = offerOf(plan, catalog, choice.interval, currencyOf(catalog, choice.currency));
  const price = priceOfOffer(offer);
  const isOld = offer.status === 'current' && offer.isOld;
  const note = planNote(kit, plan, offer);
  const [nameId, priceKey, noteId] = [`${id}n`, `${id}p`, `${id}t`];
  const described = note === null ? priceKey : `${priceKey} ${noteId}`;
  const isForm = mode === 'choose';
  const canBeChosen = isForm && isChoosable(offer);
  const isOn = isChosen(offer, choice);
  const act = canBeChosen ? null : planActOf(kit, plan, offer, options, isLong);
  return {
    plan,
    offer,
    price,
    isChosen: canBeChosen && isOn,
    words: {
      ...planPriceText(kit, plan, offer, choice.interval),
      tagline: isOld ? say('plans.oldTerms') : plan.tagline,
      badge: badgeOf(kit, plan),
      note,
    },
    features: plan.features.length === 0 ? [] : rows.map((row) => featureOf(kit, plan, row)),
    getCardProps: partProps({
      role: isForm ? undefined : 'article',
      'aria-labelledby': isForm ? undefined : nameId,
      'data-offer': offer.status,
      'data-chosen': canBeChosen ? isOn : undefined,
    }),
    getNameProps: partProps({ id: nameId, lang: plan.lang.name }),
    getPriceProps: partProps({ id: priceKey }),
    getNoteProps: partProps({ id: noteId }),
    getRadioProps: canBeChosen
      ? inputProps({
          type: 'radio',
          name: `${group}r`,
          value: plan.id,
          checked: isOn,
          disabled: isPaused(state) || catalog.may === 'view',
          onChange: () => choose(kit, offer, options),
          'aria-labelledby': nameId,
          'aria-describedby': described,
        })
      : null,
    action: act && actionOf(kit, plan, act, options, described),
  };
}

export function featureOf(kit: PlanKit<string>, plan: Plan, row: Plan['features'][number]): PlanFeature {
  const feature = plan.features.find(({ id }) => id === row.id);
  const isIncluded = includes(feature);
  const amount = featureAmount(kit, feature);
  const value = amount ?? kit.say(isIncluded ? 'feature.yes' : 'feature.no');
  return { id: row.id, name: (feature ?? row).name, isIncluded, amount, value };
}

function choose({ flow }: PlanKit<string>, offer: Offer, options: UsePlanPickerOptions): void {
  if (!('price' in offer) || offer.price === null) return;
  const { id: priceId } = offer.price;
  options.onPriceChange?.(priceId);
  if (options.priceId !== undefined) return;
  if (options.reviewOnChoose && offer.status === 'open') flow.review({ priceId });
  else flow.choosePrice({ priceId });
}

function actionOf(
  { flow, state }: PlanKit<string>,
  plan: Plan,
  act: PlanAct,
  { onPlanSelect, planHref }: UsePlanPickerOptions,
  described: string,
): Action | null {
  const { label } = act;
  // The name of the plan is part of what the act is called.
  const called = label.includes(plan.name) ? undefined : `${label} ${plan.name}`;
  const shared = { 'aria-label': called, 'aria-describedby': described };
  const isPrimary = act.kind === 'pick' && act.leads;
  const button = (run: () => void): Action => {
    const getProps = buttonProps({
      type: 'button',
      disabled: isPaused(state),
      onClick: () => run(),
      ...shared,
    });
    return { label, isPrimary, kind: 'button', getProps };
  };
  const link = (href: string): Action | null =>
    isLinkable(href)
      ? { label, isPrimary, kind: 'link', getProps: linkProps({ href, rel: 'noopener', 'aria-label': called }) }
      : null;
  switch (act.kind) {
    case 'pick': {
      const { picked } = act;
      if (planHref) return link(planHref(picked));
      return button(() => (onPlanSelect ? onPlanSelect(picked) : flow.review({ priceId: picked.price.id })));
    }
    case 'interval':
      return button(() => flow.chooseInterval(act.interval));
    default:
      return link(act.href);
  }
}
