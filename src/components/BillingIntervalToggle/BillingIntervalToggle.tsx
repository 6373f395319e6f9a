'use client';
import { forwardRef } from 'react';
import { currencyOf, isCurrencyFixed } from '../../core/currency.js';
import { choiceOf } from '../../core/flow/state.js';
import { currenciesOf, intervalKey, intervalsOf, sameInterval, type BillingInterval } from '../../core/plan.js';
import { intervalLabel } from '../../locale/words.js';
import { part } from '../../theme/parts.js';
import { usePlanKit } from '../shared/usePlanKit.js';
import { CurrencyChoice } from './CurrencyChoice.js';
import { useFollowedInterval } from '../../react/useFollowed.js';
import { savingWords } from '../../react/words/saving.js';
import { rendered, type PartProps } from '../shared/render.js';
import { useId } from '../../react/useId.js';

export interface BillingIntervalToggleProps extends PartProps<HTMLDivElement> {
  /** The interval that is chosen, where the host decides, as from an address. Left out: the flow decides. */
  readonly interval?: BillingInterval;
  /** Another interval was chosen. With `interval` nothing moves until it says so. */
  readonly onIntervalChange?: (interval: BillingInterval) => void;
}

/** From so many intervals on they stand below each other. */
const FEWEST_IN_LIST = 5;

/** Chooses how often the plans are billed, and in which currency where nothing decides it. Draws nothing where there is only one way. */
export const BillingIntervalToggle = forwardRef<HTMLDivElement, BillingIntervalToggleProps>(
  function BillingIntervalToggle({ interval: wanted, onIntervalChange, render, className, ...rest }, ref) {
    const kit = usePlanKit();
    const { say, catalog, state, flow } = kit;
    const choice = choiceOf(state);
    const chosen = choice?.interval ?? null;
    useFollowedInterval(kit, wanted, chosen);
    const id = useId();
    const plans = (catalog?.plans ?? []).filter((plan) => !plan.isFree);
    const intervals = intervalsOf(plans);
    const currency = catalog && currencyOf(catalog, choice?.currency);
    const hasCurrencies = catalog && currency && !isCurrencyFixed(catalog);
    if (intervals.length < 2 && !hasCurrencies) return null;
    const choose = (interval: BillingInterval) => {
      if (wanted === undefined) flow.chooseInterval(interval);
      onIntervalChange?.(interval);
    };
    return rendered(
      render,
      <div ref={ref} {...kit.root} {...rest} className={part('interval', className)}>
        {intervals.length > 1 && (
          <div
            role="radiogroup"
            aria-labelledby={id}
            className={part('interval-options')}
            data-layout={intervals.length < FEWEST_IN_LIST ? 'segments' : 'list'}
          >
            <span id={id} className={part('sr')}>
              {say('interval.title')}
            </span>
            {intervals.map((interval) => (
              <Option
                key={intervalKey(interval)}
                interval={interval}
                group={id}
                saving={savingWords(kit, plans, interval, intervals, currency)}
                isChosen={chosen !== null && sameInterval(chosen, interval)}
                onChoose={choose}
              />
            ))}
          </div>
        )}
        {hasCurrencies && <CurrencyChoice currencies={currenciesOf(plans)} chosen={currency} />}
      </div>,
    );
  },
);

interface OptionProps {
  readonly interval: BillingInterval;
  readonly saving: string | null;
  readonly group: string;
  readonly isChosen: boolean;
  readonly onChoose: (interval: BillingInterval) => void;
}

function Option({ interval, saving, group, isChosen, onChoose }: OptionProps) {
  const { say } = usePlanKit();
  const id = useId();
  return (
    <label className={part('interval-option')} data-chosen={isChosen}>
      <input
        type="radio"
        className={part('interval-radio')}
        name={group}
        value={intervalKey(interval)}
        checked={isChosen}
        onChange={() => onChoose(interval)}
        aria-labelledby={`${id}l`}
        aria-describedby={saving === null ? undefined : `${id}s`}
      />
      <span id={`${id}l`}>{intervalLabel(say, interval)}</span>
      {saving !== null && (
        <span id={`${id}s`} className={part('interval-saving')}>
          {saving}
        </span>
      )}
    </label>
  );
}
