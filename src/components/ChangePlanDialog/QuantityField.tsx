'use client';
import { forwardRef, useContext, useEffect, useRef, useState, type ForwardedRef } from 'react';
import type { Plan } from '../../core/plan.js';
import { sentences } from '../../locale/words.js';
import { countedPlan, quantityBounds } from '../../react/words/quantity.js';
import { useLatest } from '../../react/useLatest.js';
import { part } from '../../theme/parts.js';
import { Button } from '../shared/Button.js';
import { Icon } from '../shared/Icon.js';
import { Input } from '../shared/Input.js';
import { rendered, type PartProps } from '../shared/render.js';
import { ReviewContext } from './reviewScope.js';
import { useRevision, type Revision } from './useRevision.js';
import { useId } from '../../react/useId.js';

export interface QuantityFieldProps extends PartProps<HTMLDivElement> {
  /**
   * The feature that is paid for one by one, such as `seats`: no fewer than are in use can be chosen. Default: the one whose
   * included number is the quantity that is held.
   */
  readonly featureId?: string;
}

/** How many, priced anew with each choice, and once typing rests. Nothing where billing sells no quantities. For `choices` of the dialog. */
export const QuantityField = forwardRef<HTMLDivElement, QuantityFieldProps>(function QuantityField(props, ref) {
  const revision = useRevision();
  if (revision === null) return null;
  const { catalog, selection } = revision;
  const plan = countedPlan(catalog, selection);
  return plan && <Entry {...props} hold={ref} revision={revision} plan={plan} />;
});

/** How long nothing is typed before a number is priced. */
const QUIET_MS = 350;

interface EntryProps extends QuantityFieldProps {
  readonly revision: Revision;
  readonly plan: Plan;
  readonly hold: ForwardedRef<HTMLDivElement>;
}

function Entry({ revision, plan, hold, featureId, render, className, ...rest }: EntryProps) {
  const { kit, catalog, selection, isSent, revise } = revision;
  const { say } = kit;
  const { subscription } = catalog;
  const [typed, setTyped] = useState<string | null>(null);
  const [id, reason] = [useId(), useId()];
  const { name, quantity, least, isInUse, isPossible } = quantityBounds(plan, subscription, selection, featureId);
  const choose = (count: number) => isPossible(count) && count !== quantity && revise({ quantity: count });
  const settle = useLatest(() => typed !== null && choose(Number(typed)));
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => settle.current(), QUIET_MS);
    return () => clearTimeout(timer);
  }, [typed, settle]);
  const isWrong = typed !== null && !isPossible(Number(typed));
  const label = name ?? say('quantity.label');
  const limit = isInUse ? say('quantity.least', { count: least }) : isWrong ? say('quantity.one') : null;
  const field = useRef<HTMLInputElement>(null);
  const report = useContext(ReviewContext)?.asks.report;
  const text = isWrong && limit !== null ? sentences(say('tell.title', { title: label }), limit) : null;
  useEffect(() => {
    if (text === null) return undefined;
    report?.(id, { key: id, text, field: field.current ?? undefined });
    return () => report?.(id, null);
  }, [report, id, text]);
  const step = (by: 1 | -1) => {
    const isOff = isSent || !isPossible(quantity + by);
    return (
      <Button
        aria-label={say(by > 0 ? 'quantity.more' : 'quantity.fewer')}
        aria-disabled={isOff}
        onClick={
          isOff
            ? undefined
            : () => {
                setTyped(null);
                choose(quantity + by);
              }
        }
      >
        <Icon name={by > 0 ? 'plus' : 'minus'} />
      </Button>
    );
  };
  return rendered(
    render,
    <div ref={hold} {...kit.root} {...rest} className={part('choice', className)}>
      <label htmlFor={id} className={part('choice-label')}>
        {label}
      </label>
      <div className={part('choice-entry')}>
        {step(-1)}
        <Input
          ref={field}
          id={id}
          type="number"
          inputMode="numeric"
          min={least}
          disabled={isSent}
          aria-invalid={isWrong}
          aria-describedby={limit === null ? undefined : reason}
          value={typed ?? quantity}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={() => {
            settle.current();
            // What is wrong stays to be put right.
            if (!isWrong) setTyped(null);
          }}
          onKeyDown={({ key }) => key === 'Enter' && settle.current()}
        />
        {step(1)}
      </div>
      {limit && (
        <p id={reason} className={part('hint')} data-tone={isWrong ? 'danger' : undefined}>
          {limit}
        </p>
      )}
    </div>,
  );
}
