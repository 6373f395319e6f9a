'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import type { Catalog } from '../../core/adapter.js';
import type { FlowState } from '../../core/flow/state.js';
import { impactOf } from '../../core/impact.js';
import type { ScheduledChange, Subscription } from '../../core/subscription.js';
import { intervalOften } from '../../locale/words.js';
import { useChangePlan } from '../../react/useChangePlan.js';
import { useFormat } from '../../react/useFormat.js';
import { useMessages } from '../../react/useMessages.js';
import { part } from '../../theme/parts.js';
import { isSeatImpact, SeatLimitWarning } from '../ImpactList/SeatLimitWarning.js';
import { Zone } from '../ProrationPreview/Statement.js';
import { Button } from '../shared/Button.js';
import { Notice } from '../shared/Notice.js';
import { When } from '../shared/When.js';
import { Words } from '../shared/Words.js';
import { useChangeAnnouncements } from '../shared/useChangeAnnouncements.js';

export type ScheduledChangeNoticeProps = HTMLAttributes<HTMLDivElement>;

/** A change, or an end, that is set for a date: what and when, what to do before, and how to take it back. */
export const ScheduledChangeNotice = forwardRef<HTMLDivElement, ScheduledChangeNoticeProps>(
  function ScheduledChangeNotice({ className, ...rest }, ref) {
    const { state, catalog } = useChangePlan();
    useChangeAnnouncements();
    const subscription = catalog?.subscription;
    const isUndo = state.status === 'undo_settled' || state.status === 'undo_failed';
    if (!catalog || !subscription || !(subscription.scheduledChange || subscription.cancellation || isUndo))
      return null;
    return (
      <div ref={ref} {...rest} className={part('scheduled', className)}>
        <UndoResult state={state} />
        {!isUndo && subscription.scheduledChange && (
          <Scheduled catalog={catalog} subscription={subscription} scheduled={subscription.scheduledChange} />
        )}
        {!isUndo && !subscription.scheduledChange && <Ending catalog={catalog} subscription={subscription} />}
      </div>
    );
  },
);

interface ScheduledProps {
  readonly catalog: Catalog;
  readonly subscription: Subscription;
  readonly scheduled: ScheduledChange;
}

function Scheduled({ catalog, subscription, scheduled }: ScheduledProps) {
  const { say } = useMessages();
  const { capabilities, may } = catalog;
  const canUndo = scheduled.undoable && capabilities.undoScheduledChange && may === 'change';
  const canReplace = scheduled.replaceable && capabilities.replaceScheduledChange && may === 'change';
  return (
    <Notice tone="info" icon="clock">
      <p>
        <strong>
          <ScheduledWords subscription={subscription} scheduled={scheduled} />
        </strong>
      </p>
      {canReplace && <p>{say('notice.replace')}</p>}
      {!canUndo && !canReplace && may === 'change' && <p>{say('notice.fixed')}</p>}
      <Zone iso={scheduled.effectiveAt} />
      <SeatsToClear {...{ catalog, subscription, scheduled }} />
      {canUndo && <Undo scheduled={scheduled} label={say('act.keep', { plan: subscription.planName })} />}
    </Notice>
  );
}

function ScheduledWords({ subscription, scheduled }: Omit<ScheduledProps, 'catalog'>) {
  const { say } = useMessages();
  const date = <When iso={scheduled.effectiveAt} />;
  const { planId, planName, interval } = scheduled;
  if (planId === subscription.planId && interval)
    return <Words of="notice.scheduledInterval" with={{ interval: intervalOften(say, interval), date }} />;
  return planName === null ? (
    <Words of="notice.scheduledAny" with={{ date }} />
  ) : (
    <Words of="notice.scheduled" with={{ plan: planName, date }} />
  );
}

/** The seat warning once more, from what is in use today: it outlives the review and a reload. */
function SeatsToClear({ catalog, subscription, scheduled }: ScheduledProps) {
  const planOf = (id: string | null) => catalog.plans.find((plan) => plan.id === id) ?? null;
  const [from, to] = [planOf(subscription.planId), planOf(scheduled.planId)];
  const seats = to && impactOf({ subscription, from, to, when: 'later' }).find(isSeatImpact);
  return to && seats ? (
    <SeatLimitWarning impact={seats} planName={to.name} effectiveAt={scheduled.effectiveAt} />
  ) : null;
}

function Undo({ scheduled, label }: { readonly scheduled: ScheduledChange; readonly label: string }) {
  const { say } = useMessages();
  const { state, undo } = useChangePlan();
  const isUndoing = state.status === 'undoing';
  return (
    <Button aria-disabled={isUndoing} data-busy={isUndoing} onClick={isUndoing ? undefined : () => undo(scheduled)}>
      {isUndoing ? say('notice.undoing') : label}
    </Button>
  );
}

/** A cancellation as a change to nothing: undone by the subscription's id. */
function asScheduled({ id, cancellation }: Subscription): ScheduledChange | null {
  return (
    cancellation && {
      id,
      planId: null,
      planName: null,
      priceId: null,
      interval: null,
      effectiveAt: cancellation.effectiveAt,
      undoable: cancellation.undoable,
      replaceable: false,
    }
  );
}

function Ending({ catalog, subscription }: Omit<ScheduledProps, 'scheduled'>) {
  const { say } = useMessages();
  const ending = asScheduled(subscription);
  if (ending === null) return null;
  const canResume = ending.undoable && catalog.capabilities.resume && catalog.may === 'change';
  return (
    <Notice tone="warn" icon="clock">
      <p>
        <strong>
          <Words
            of="notice.cancellation"
            with={{ plan: subscription.planName, date: <When iso={ending.effectiveAt} /> }}
          />
        </strong>
      </p>
      <Zone iso={ending.effectiveAt} />
      {canResume && <Undo scheduled={ending} label={say('act.resume')} />}
    </Notice>
  );
}

function UndoResult({ state }: { readonly state: FlowState }) {
  const { say } = useMessages();
  const format = useFormat();
  const { acknowledge, undo, reload, catalog } = useChangePlan();
  if (state.status === 'undo_failed')
    return (
      <Notice tone="danger">
        <p>
          <strong>{say('notice.undoFailed', { date: format.date(state.scheduled.effectiveAt) })}</strong>
        </p>
        <p>{say(`error.${state.error.code}`)}</p>
        <p className={part('actions')}>
          <Button onClick={() => undo(state.scheduled)}>{say('act.retry')}</Button>
          <Button kind="quiet" onClick={() => acknowledge()}>
            {say('act.close')}
          </Button>
        </p>
      </Notice>
    );
  if (state.status !== 'undo_settled') return null;
  const { outcome } = state;
  const close = (
    <Button kind="quiet" onClick={() => acknowledge()}>
      {say('act.close')}
    </Button>
  );
  switch (outcome.status) {
    case 'undone':
      return (
        <Notice tone="good">
          <p>{say('notice.undone', { plan: catalog?.subscription?.planName ?? say('notice.yourPlan') })}</p>
          {close}
        </Notice>
      );
    case 'rejected':
      return (
        <Notice tone="warn">
          <p>{say(`undo.${outcome.reason}`)}</p>
          {close}
        </Notice>
      );
    case 'unknown':
      return (
        <Notice tone="warn">
          <p>{say('notice.undoUnknown')}</p>
          <Button
            onClick={() => {
              acknowledge();
              reload();
            }}
          >
            {say('act.reload')}
          </Button>
        </Notice>
      );
  }
}
