'use client';
import { currencyOf, isCurrencyFixed } from '../../core/currency.js';
import { choiceOf } from '../../core/flow/state.js';
import { currenciesOf, intervalKey, intervalsOf, sameInterval, type BillingInterval } from '../../core/plan.js';
import { intervalLabel } from '../../locale/words.js';
import { useFollowedInterval } from '../useFollowed.js';
import { savingWords } from '../words/saving.js';
import {
  inputProps,
  labelProps,
  partProps,
  selectProps,
  type InputGetter,
  type LabelGetter,
  type PartGetter,
  type SelectGetter,
} from './props.js';
import { usePlanTextKit } from './useTextKit.js';
import { useId } from '../useId.js';

/** One way to be billed, as a radio. */
export interface IntervalOption {
  /** Stable, such as `month:3`: for a React key. */
  readonly key: string;
  readonly interval: BillingInterval;
  /** "Monthly". */
  readonly label: string;
  /** "2 months free"; null where nothing is saved against the shortest. */
  readonly saving: string | null;
  readonly isChosen: boolean;
  /** For an `input`. */
  readonly getInputProps: InputGetter;
  /** For what holds the label's text, inside of a `label` around the input. */
  readonly getLabelProps: PartGetter;
  /** For what holds the saving. */
  readonly getSavingProps: PartGetter;
}

/** The currencies to choose from, as a list. */
export interface CurrencyOptions {
  readonly label: string;
  readonly chosen: string;
  readonly options: readonly { readonly currency: string; readonly label: string }[];
  readonly getLabelProps: LabelGetter;
  readonly getSelectProps: SelectGetter;
}

export interface UseBillingIntervalOptions {
  /** The interval that is chosen, where the host decides. Left out: the flow decides. */
  readonly interval?: BillingInterval;
  /** Another interval was chosen. With `interval` nothing moves until it says so. */
  readonly onIntervalChange?: (interval: BillingInterval) => void;
}

export interface BillingIntervalChoice {
  /** What the group is called. */
  readonly label: string;
  /** Shortest first. Empty where there is only one way. */
  readonly options: readonly IntervalOption[];
  /** For what stands around the options. */
  readonly getGroupProps: PartGetter;
  /** Null where there is one currency, or where the subscription fixes it. */
  readonly currency: CurrencyOptions | null;
}

/** How often the plans are billed, and in which currency where nothing decides it. */
export function useBillingInterval({
  interval: wanted,
  onIntervalChange,
}: UseBillingIntervalOptions = {}): BillingIntervalChoice {
  const kit = usePlanTextKit();
  const { say, format, catalog, state, flow } = kit;
  const choice = choiceOf(state);
  const chosen = choice?.interval ?? null;
  useFollowedInterval(kit, wanted, chosen);
  const id = useId();
  const plans = (catalog?.plans ?? []).filter((plan) => !plan.isFree);
  const intervals = intervalsOf(plans);
  const currency = catalog && currencyOf(catalog, choice?.currency);
  const choose = (interval: BillingInterval) => {
    if (wanted === undefined) flow.chooseInterval(interval);
    onIntervalChange?.(interval);
  };
  const label = say('interval.title');
  const optionOf = (interval: BillingInterval): IntervalOption => {
    const key = intervalKey(interval);
    const saving = savingWords(kit, plans, interval, intervals, currency);
    const isChosen = chosen !== null && sameInterval(chosen, interval);
    const [labelId, savingId] = [`${id}${key}l`, `${id}${key}s`];
    return {
      key,
      interval,
      label: intervalLabel(say, interval),
      saving,
      isChosen,
      getInputProps: inputProps({
        type: 'radio',
        name: id,
        value: key,
        checked: isChosen,
        onChange: () => choose(interval),
        'aria-labelledby': labelId,
        'aria-describedby': saving === null ? undefined : savingId,
      }),
      getLabelProps: partProps({ id: labelId }),
      getSavingProps: partProps({ id: savingId }),
    };
  };
  return {
    label,
    options: intervals.length < 2 ? [] : intervals.map(optionOf),
    getGroupProps: partProps({ role: 'radiogroup', 'aria-label': label }),
    currency:
      catalog && currency && !isCurrencyFixed(catalog)
        ? {
            label: say('currency.title'),
            chosen: currency,
            options: currenciesOf(plans).map((one) => ({ currency: one, label: format.currency(one) })),
            getLabelProps: labelProps({ htmlFor: `${id}c` }),
            getSelectProps: selectProps({
              id: `${id}c`,
              value: currency,
              onChange: ({ target }) => flow.chooseCurrency(target.value),
            }),
          }
        : null,
  };
}
