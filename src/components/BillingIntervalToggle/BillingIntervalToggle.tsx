'use client';
import { forwardRef, useId, type HTMLAttributes } from 'react';
import { choiceOf } from '../../core/flow/state.js';
import { intervalKey, intervalsOf, sameInterval, type BillingInterval, type Plan } from '../../core/plan.js';
import { intervalLabel } from '../../locale/words.js';
import { part } from '../../theme/parts.js';
import { usePlanKit, type PlanKit } from '../shared/usePlanKit.js';
import { savingAt } from './saving.js';

export type BillingIntervalToggleProps = HTMLAttributes<HTMLDivElement>;

/** From so many intervals on they stand below each other. */
const FEWEST_IN_LIST = 5;

/** Chooses how often the plans are billed. Draws nothing where there is only one way. */
export const BillingIntervalToggle = forwardRef<HTMLDivElement, BillingIntervalToggleProps>(
  function BillingIntervalToggle({ className, ...rest }, ref) {
    const kit = usePlanKit();
    const { say, catalog, state } = kit;
    const chosen = choiceOf(state)?.interval ?? null;
    const id = useId();
    const plans = (catalog?.plans ?? []).filter((plan) => !plan.isFree);
    const intervals = intervalsOf(plans);
    if (intervals.length < 2) return null;
    return (
      <div
        ref={ref}
        role="radiogroup"
        aria-labelledby={id}
        {...rest}
        className={part('interval', className)}
        data-layout={intervals.length < FEWEST_IN_LIST ? 'segments' : 'list'}
      >
        <span id={id} className={part('sr')}>
          {say('interval.title')}
        </span>
        <div className={part('interval-options')}>
          {intervals.map((interval) => (
            <Option
              key={intervalKey(interval)}
              interval={interval}
              group={id}
              saving={savingWords(kit, plans, interval, intervals)}
              isChosen={chosen !== null && sameInterval(chosen, interval)}
            />
          ))}
        </div>
      </div>
    );
  },
);

interface OptionProps {
  readonly interval: BillingInterval;
  readonly saving: string | null;
  readonly group: string;
  readonly isChosen: boolean;
}

function Option({ interval, saving, group, isChosen }: OptionProps) {
  const { say, flow } = usePlanKit();
  const id = useId();
  return (
    <label className={part('interval-option')} data-chosen={isChosen}>
      <input
        type="radio"
        className={part('interval-radio')}
        name={group}
        value={intervalKey(interval)}
        checked={isChosen}
        onChange={() => flow.chooseInterval(interval)}
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

function savingWords(
  { say, format }: PlanKit,
  plans: readonly Plan[],
  interval: BillingInterval,
  intervals: readonly BillingInterval[],
): string | null {
  const saving = savingAt(plans, interval, intervals);
  if (saving === null) return null;
  if (saving.kind === 'months') return say('interval.monthsFree', { count: saving.count });
  const percent = format.percent(saving.percent);
  return saving.isSame ? say('interval.save', { percent }) : say('interval.saveUpTo', { percent });
}
