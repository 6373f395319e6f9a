'use client';
import { forwardRef, type ReactNode } from 'react';
import type { Subscription } from '../../core/subscription.js';
import { perInterval } from '../../locale/words.js';
import { part } from '../../theme/parts.js';
import { hint } from '../shared/facts.js';
import type { Kit } from '../../react/kit.js';
import { heldOf } from '../../react/words/offer.js';
import { useKit } from '../shared/useKit.js';
import { rendered, type PartProps } from '../shared/render.js';

export type CurrentPlanProps = PartProps<HTMLDivElement>;

/** The plan that is held, its price and its next date, in one line. */
export const CurrentPlan = forwardRef<HTMLDivElement, CurrentPlanProps>(function CurrentPlan(
  { render, className, ...rest },
  ref,
) {
  const kit = useKit();
  if (kit.catalog === null) return null;
  const held = heldOf(kit.catalog);
  return rendered(
    render,
    <div ref={ref} {...kit.root} {...rest} className={part('summary', className)}>
      {held ? heldPlan(kit, held) : <p>{kit.say('sub.none')}</p>}
    </div>,
  );
});

function heldPlan(kit: Kit, held: Subscription): ReactNode {
  const { say, tell, money } = kit;
  const { planName, amount, interval, quantity } = held;
  return (
    <>
      <p className={part('summary-plan')}>
        <span className={part('sr')}>{say('plans.current')}: </span>
        {quantity > 1 ? say('line.quantity', { name: planName, count: quantity }) : planName}
      </p>
      {amount && interval && amount.amount > 0 && (
        <p>{tell('price.per', { amount: money(amount), per: perInterval(say, interval) })}</p>
      )}
      {hint(nextDate(kit, held))}
      {held.addons.map(({ addonId, name, quantity }) => (
        <p key={addonId} className={part('hint')}>
          {say('impact.addon', { name: quantity > 1 ? say('line.quantity', { name, count: quantity }) : name })}
        </p>
      ))}
    </>
  );
}

function nextDate({ tell, date }: Kit, held: Subscription): ReactNode {
  const { nextBillingDate, scheduledChange, cancellation } = held;
  if (held.status === 'trialing') return tell('sub.trial', { date: date(held.trialEndsAt) });
  // A notice tells of what is set for that date instead.
  if (nextBillingDate === null || scheduledChange || cancellation || held.status !== 'active') return null;
  return tell('sub.renews', { date: date(nextBillingDate) });
}
