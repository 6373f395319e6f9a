'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import type { Subscription } from '../../core/subscription.js';
import { perInterval } from '../../locale/words.js';
import { useChangePlan } from '../../react/useChangePlan.js';
import { useMessages } from '../../react/useMessages.js';
import { part } from '../../theme/parts.js';
import { Amount } from '../shared/Amount.js';
import { heldOf } from '../shared/offer.js';
import { When } from '../shared/When.js';
import { Words } from '../shared/Words.js';

export type CurrentPlanProps = HTMLAttributes<HTMLDivElement>;

/** The plan that is held, its price and its next date, in one line. */
export const CurrentPlan = forwardRef<HTMLDivElement, CurrentPlanProps>(function CurrentPlan(
  { className, ...rest },
  ref,
) {
  const { say } = useMessages();
  const { catalog } = useChangePlan();
  if (catalog === null) return null;
  const held = heldOf(catalog);
  return (
    <div ref={ref} {...rest} className={part('summary', className)}>
      {held ? <Held subscription={held} /> : <p>{say('sub.none')}</p>}
    </div>
  );
});

function Held({ subscription }: { readonly subscription: Subscription }) {
  const { say } = useMessages();
  const { planName, amount, interval, quantity } = subscription;
  return (
    <>
      <p className={part('summary-plan')}>
        <span className={part('sr')}>{say('plans.current')}: </span>
        {quantity > 1 ? say('line.quantity', { name: planName, count: quantity }) : planName}
      </p>
      {amount && interval && amount.amount > 0 && (
        <p>
          <Words of="price.per" with={{ amount: <Amount value={amount} />, per: perInterval(say, interval) }} />
        </p>
      )}
      <NextDate subscription={subscription} />
    </>
  );
}

function NextDate({ subscription }: { readonly subscription: Subscription }) {
  const { nextBillingDate, scheduledChange, cancellation } = subscription;
  if (subscription.status === 'trialing')
    return (
      <p className={part('hint')}>
        <Words of="sub.trial" with={{ date: <When iso={subscription.trialEndsAt} /> }} />
      </p>
    );
  // A notice tells of what is set for that date instead.
  if (nextBillingDate === null || scheduledChange || cancellation || subscription.status !== 'active') return null;
  return (
    <p className={part('hint')}>
      <Words of="sub.renews" with={{ date: <When iso={nextBillingDate} /> }} />
    </p>
  );
}
