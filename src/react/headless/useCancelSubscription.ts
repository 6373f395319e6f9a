'use client';
import { useState } from 'react';
import type { CancelReason, Catalog } from '../../core/adapter.js';
import { canceling } from '../../core/flow/canceling.js';
import { changing } from '../../core/flow/changing.js';
import { canBegin } from '../../core/flow/rules.js';
import { undoing } from '../../core/flow/undoing.js';
import type { Subscription } from '../../core/subscription.js';
import { en } from '../../locale/en.js';
import { useScope } from '../context.js';
import { textKit, type CancelKit } from '../kit.js';
import { useAnnounced } from '../useAnnounced.js';
import {
  canCancel,
  EMPTY_FORM,
  LONGEST_COMMENT,
  REASONS,
  timingOf,
  wishOf,
  type CancelForm,
  type CancelTiming,
} from '../words/cancelForm.js';
import { cancelLabel, cancelSentence, endOfAccess, lossesOf } from '../words/cancelTerms.js';
import { cancelAnnouncement, cancelView, keepView } from '../words/cancelView.js';
import { impactGroups, type ImpactGroup } from '../words/impact.js';
import { button, type Action } from './action.js';
import {
  inputProps,
  partProps,
  selectProps,
  textProps,
  type InputGetter,
  type PartGetter,
  type SelectGetter,
  type TextGetter,
} from './props.js';
import { useFocusable, type Focusable } from './useFocusable.js';
import { wordsOf, type OutcomeWords } from './useOutcome.js';
import { typedWord } from '../words/typed.js';
import { useId } from '../useId.js';

export interface UseCancelSubscriptionOptions {
  /** The reasons to choose from, in this order. Always optional to the customer; an empty list asks none. Default: all. */
  readonly reasons?: readonly CancelReason[];
  /** Asks for the plan's name before an end that comes at once, which cannot be taken back. Default false. */
  readonly confirmByTyping?: boolean;
  /** The customer keeps the plan, or is done. */
  readonly onDone?: () => void;
}

/** What a customer reads, chooses and says before they cancel. */
export interface CancelQuestion {
  readonly title: string;
  /** What it does, and until when the plan stays. */
  readonly sentence: string;
  readonly timing: {
    readonly label: string;
    readonly options: readonly {
      readonly timing: CancelTiming;
      readonly label: string;
      readonly isChosen: boolean;
      readonly getInputProps: InputGetter;
    }[];
    readonly getGroupProps: PartGetter;
  } | null;
  /** Everything that ends with the plan. */
  readonly losses: readonly ImpactGroup[];
  /** That a change which is set is dropped, and what becomes of credit. */
  readonly notes: readonly string[];
  /** Null where none is asked. */
  readonly reason: {
    readonly label: string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
    readonly getSelectProps: SelectGetter;
    /** Once a reason is chosen. */
    readonly comment: { readonly label: string; readonly getTextProps: TextGetter } | null;
  } | null;
  /** The plan's name, to be typed; null where it is not asked for. */
  readonly typed: {
    readonly label: string;
    readonly error: string | null;
    readonly getInputProps: InputGetter;
    readonly getErrorProps: PartGetter;
  } | null;
  /** That another change is under way, which comes first. */
  readonly hint: string | null;
  /** Both are equally easy, and look the same. */
  readonly keep: Action;
  readonly confirm: Action;
  readonly isBusy: boolean;
}

/** The end of a subscription: a question, then what became of it. One of the two is null. */
export interface CancelSubscription {
  readonly question: CancelQuestion | null;
  readonly outcome: OutcomeWords | null;
  /** What is said is forgotten, as when a dialog closes. */
  readonly reset: () => void;
}

/** Ends a subscription, or keeps it. Null where billing, the host or the plan leaves nothing to end, and nothing was ended here. */
export function useCancelSubscription(options: UseCancelSubscriptionOptions = {}): CancelSubscription | null {
  const { onDone } = options;
  const scope = useScope();
  const { flow } = scope;
  const kit: CancelKit<string> = textKit(
    scope,
    'with' in flow ? flow.with(changing).with(undoing).with(canceling) : flow,
    en,
  );
  useAnnounced((before, now) => cancelAnnouncement(before, now, kit), always);
  const [form, setForm] = useState(EMPTY_FORM);
  // What is taken back elsewhere is told there.
  const [isMine, setMine] = useState(false);
  const field = useFocusable();
  const id = useId();
  const { state, catalog } = kit;
  const reset = () => {
    setForm(EMPTY_FORM);
    setMine(false);
  };
  const done = () => {
    reset();
    kit.flow.acknowledge();
    onDone?.();
  };
  const view = cancelView(kit, state, done) ?? (isMine ? keepView(kit, state, done) : null);
  const held = state.status === 'canceling' ? state.held : catalog?.subscription;
  if (view) return { question: null, outcome: wordsOf(view), reset };
  if (!catalog || !held || !canCancel(catalog) || held.cancellation || held.status === 'canceled') return null;
  const change = (changes: Partial<CancelForm>) => setForm((before) => ({ ...before, ...changes }));
  const onSend = () => setMine(true);
  const question = questionOf({ kit, catalog, held, form, change, onSend, options, id, field });
  return { question, outcome: null, reset };
}

const always = () => true;

interface Asking {
  readonly kit: CancelKit<string>;
  readonly catalog: Catalog;
  readonly held: Subscription;
  readonly form: CancelForm;
  readonly change: (changes: Partial<CancelForm>) => void;
  readonly onSend: () => void;
  readonly options: UseCancelSubscriptionOptions;
  readonly id: string;
  readonly field: Focusable;
}

function questionOf(asking: Asking): CancelQuestion {
  const { kit, catalog, held, form, change, options, field } = asking;
  const { say, tell, date, money, flow, state, format } = kit;
  const timing = timingOf(form, catalog);
  const isBusy = state.status === 'canceling';
  const isTyped = options.confirmByTyping === true && timing === 'immediately';
  const isFree = canBegin(state);
  const credit = held.creditBalance;
  const dropped = held.scheduledChange;
  const press = () => {
    if (isTyped && typedWord(form.typed) !== typedWord(held.planName)) {
      change({ isMistyped: true });
      field.focus();
    } else {
      asking.onSend();
      flow.cancel(wishOf(form, catalog));
    }
  };
  return {
    title: say('cancel.title', { plan: held.planName }),
    sentence: cancelSentence(kit, held, timing),
    timing: timingChoices(asking, timing, isBusy),
    losses: impactGroups(say, format, lossesOf(kit, catalog, held)),
    notes: [
      ...(dropped
        ? [tell('cancel.drops', { plan: dropped.planName ?? say('notice.yourPlan'), date: date(dropped.effectiveAt) })]
        : []),
      ...(credit && credit.amount > 0 ? [tell('cancel.credit', { amount: money(credit) })] : []),
    ],
    reason: reasonOf(asking, isBusy),
    typed: isTyped ? typedOf(asking, isBusy) : null,
    hint: isFree || isBusy ? null : say('check.conflict'),
    keep: button(say('act.keep', { plan: held.planName }), isBusy ? null : () => options.onDone?.()),
    confirm: button(isBusy ? say('cancel.working') : cancelLabel(kit, held, timing), isFree ? press : null),
    isBusy,
  };
}

function timingChoices({ kit, catalog, held, change, id }: Asking, chosen: CancelTiming, isOff: boolean) {
  const { say, tell, date } = kit;
  if (!catalog.capabilities.cancel || !catalog.capabilities.cancelNow) return null;
  const end = endOfAccess(held);
  const label = say('cancel.when');
  const option = (timing: CancelTiming, words: string) => ({
    timing,
    label: words,
    isChosen: chosen === timing,
    getInputProps: inputProps({
      type: 'radio',
      name: `${id}w`,
      value: timing,
      checked: chosen === timing,
      disabled: isOff,
      onChange: () => change({ timing }),
    }),
  });
  return {
    label,
    options: [
      option('next_billing_date', end === null ? say('cancel.atEnd') : tell('cancel.on', { date: date(end) })),
      option('immediately', say('cancel.atOnce')),
    ],
    getGroupProps: partProps({ role: 'radiogroup', 'aria-label': label }),
  };
}

function reasonOf({ kit, form, change, options }: Asking, isOff: boolean): CancelQuestion['reason'] {
  const { say } = kit;
  const { reasons = REASONS } = options;
  if (reasons.length === 0) return null;
  const label = say('cancel.why');
  return {
    label,
    options: [
      { value: '', label: say('cancel.noReason') },
      ...reasons.map((reason) => ({ value: reason, label: say(`reason.${reason}`) })),
    ],
    getSelectProps: selectProps({
      'aria-label': label,
      value: form.reason ?? '',
      disabled: isOff,
      onChange: ({ target }) => change({ reason: reasons.find((reason) => reason === target.value) ?? null }),
    }),
    comment:
      form.reason === null
        ? null
        : {
            label: say('cancel.comment'),
            getTextProps: textProps({
              'aria-label': say('cancel.comment'),
              maxLength: LONGEST_COMMENT,
              value: form.comment,
              disabled: isOff,
              onChange: ({ target }) => change({ comment: target.value }),
            }),
          },
  };
}

function typedOf({ kit, held, form, change, id, field }: Asking, isOff: boolean): CancelQuestion['typed'] {
  const { say } = kit;
  const plan = held.planName;
  const label = say('cancel.type', { plan });
  return {
    label,
    error: form.isMistyped ? say('cancel.mistyped', { plan }) : null,
    getInputProps: inputProps({
      ref: field.hold,
      'aria-label': label,
      'aria-invalid': form.isMistyped,
      'aria-describedby': form.isMistyped ? `${id}e` : undefined,
      autoComplete: 'off',
      spellCheck: false,
      value: form.typed,
      disabled: isOff,
      onChange: ({ target }) => change({ typed: target.value, isMistyped: false }),
    }),
    getErrorProps: partProps({ id: `${id}e` }),
  };
}
