'use client';
import type { ReactNode } from 'react';
import type { FlowState, SettledOutcome, StateOf } from '../../core/flow/state.js';
import type { ChangePlanFlow } from '../../core/flow/createChangePlanFlow.js';
import type { Format } from '../../locale/format.js';
import { intervalOften, type Say } from '../../locale/words.js';
import { useScope } from '../../react/context.js';
import { useMessages } from '../../react/useMessages.js';
import { part } from '../../theme/parts.js';
import { Amount } from '../shared/Amount.js';
import { Button } from '../shared/Button.js';
import { LinkOut } from '../shared/LinkOut.js';
import { currentName, targetName, targetPriceId } from '../shared/names.js';
import type { Tone } from '../shared/Notice.js';
import { When } from '../shared/When.js';
import { Words } from '../shared/Words.js';
import { ImpactList } from '../ImpactList/ImpactList.js';
import { Recovery } from '../ProrationPreview/Recovery.js';
import { Fact, Facts } from './Facts.js';

/** A place on the way of a change that was sent: one mark, one sentence, the facts, the next step. */
export interface StatusView {
  /** Changes when the view does, so that focus can follow. */
  readonly key: string;
  readonly tone: Tone;
  readonly isWaiting: boolean;
  readonly title: ReactNode;
  readonly body: ReactNode;
  /** The next step first; null only while the kit looks by itself, which ends. */
  readonly actions: ReactNode;
}

interface Context {
  readonly say: Say;
  readonly format: Format;
  readonly flow: ChangePlanFlow;
  readonly onDone: () => void;
}

type SettledOf<S extends SettledOutcome['status']> = Extract<SettledOutcome, { status: S }>;

/**
 * The view of a state after a confirm, or null for every other state.
 * @param onDone what a customer who is done leads to; default: back to the plans.
 */
export function useStatusView(onDone?: () => void): StatusView | null {
  const { state, flow, format } = useScope();
  const { say } = useMessages();
  return statusView(state, { say, format, flow, onDone: onDone ?? (() => flow.acknowledge()) });
}

function statusView(state: FlowState, context: Context): StatusView | null {
  switch (state.status) {
    case 'redirecting':
      return leaving(state, context);
    case 'checking':
      return checking(state, context);
    case 'settled':
      return { ...settled(state, state.outcome, context), key: `settled:${state.outcome.status}`, isWaiting: false };
    case 'loading':
    case 'load_failed':
    case 'choosing':
    case 'previewing':
    case 'preview_failed':
    case 'reviewing':
    case 'confirming':
    case 'undoing':
    case 'undo_settled':
    case 'undo_failed':
      return null;
  }
}

function leaving(state: StateOf<'redirecting'>, { say, flow }: Context): StatusView {
  return {
    key: 'leaving',
    tone: 'info',
    isWaiting: true,
    title: say('leave.title'),
    body: <p>{say('leave.text', { host: new URL(state.url).host })}</p>,
    actions: (
      <Button kind="primary" onClick={() => flow.continueCheckout()}>
        {say('leave.link')}
      </Button>
    ),
  };
}

function checking(state: StateOf<'checking'>, { say, format }: Context): StatusView {
  const { cause, lastCheck, offline } = state;
  return {
    key: `checking:${cause}`,
    tone: 'info',
    isWaiting: true,
    title: say(`check.${cause}`),
    body: (
      <>
        <p>{offline ? say('check.offline') : say(`check.${cause}Text`)}</p>
        <LastCheck {...{ say, format, lastCheck }} />
      </>
    ),
    actions: null,
  };
}

function LastCheck({
  say,
  format,
  lastCheck,
}: Pick<Context, 'say' | 'format'> & { readonly lastCheck: string | null }) {
  return lastCheck === null ? null : (
    <p className={part('hint')}>
      <time dateTime={lastCheck}>{say('out.lastCheck', { time: format.time(lastCheck) })}</time>
    </p>
  );
}

type Settled = Omit<StatusView, 'key' | 'isWaiting'>;

function settled(state: StateOf<'settled'>, outcome: SettledOutcome, context: Context): Settled {
  switch (outcome.status) {
    case 'applied':
      return applied(state, outcome, context);
    case 'scheduled':
      return scheduled(state, outcome, context);
    case 'requires_checkout':
      return atCheckout(state, outcome, context);
    case 'requires_action':
      return action(state, outcome, context);
    case 'processing':
      return processing(state, context);
    case 'pending':
      return pending(state, outcome, context);
    case 'declined':
      return declined(state, outcome, context);
    case 'rejected':
      return rejected(state, outcome, context);
    case 'unknown':
      return unknown(state, outcome, context);
    case 'not_changed':
      return notChanged(state, outcome, context);
  }
}

function Done({ say, onDone, kind = 'primary' }: Context & { readonly kind?: 'primary' | 'secondary' }) {
  return (
    <Button kind={kind} onClick={onDone}>
      {say('act.done')}
    </Button>
  );
}

function OtherPlan({ say, flow }: Context) {
  return <Button onClick={() => flow.acknowledge()}>{say('act.otherPlan')}</Button>;
}

function CheckAgain({ say, flow }: Context) {
  return <Button onClick={() => flow.check()}>{say('act.check')}</Button>;
}

function Abandon({ say, flow }: Context) {
  return <Button onClick={() => flow.abandonCheckout()}>{say('act.abandon')}</Button>;
}

/** The same change again, with a fresh price: nothing is sent before a new confirm. */
function TryAgain({ say, flow, state }: Context & { readonly state: FlowState }) {
  const priceId = targetPriceId(state);
  return priceId === null ? null : (
    <Button kind="primary" onClick={() => flow.review({ priceId })}>
      {say('act.retry')}
    </Button>
  );
}

function StillOn({ state, say }: { readonly state: FlowState; readonly say: Say }) {
  const plan = currentName(state);
  return <p>{plan === null ? say('out.stillNone') : say('out.stillOn', { plan })}</p>;
}

/** What a customer can tell support, to be copied. */
function Reference({ say, reference }: { readonly say: Say; readonly reference: string | null }) {
  return reference === null ? null : (
    <Facts>
      <Fact label={say('out.reference')}>
        <code>{reference}</code>
      </Fact>
    </Facts>
  );
}

function applied(state: StateOf<'settled'>, outcome: SettledOf<'applied'>, context: Context): Settled {
  const { say, format } = context;
  const { payment, amountCharged, difference, invoice, recoveryUrl, subscription } = outcome;
  const plan = subscription.planName;
  const interval = state.change?.direction === 'interval' ? state.change.to.interval : null;
  return {
    tone: payment === 'failed' ? 'danger' : payment === 'pending' ? 'info' : 'good',
    title: interval
      ? say('out.appliedInterval', { interval: intervalOften(say, interval) })
      : say('out.applied', { plan }),
    body: (
      <>
        <p>{say(`applied.${payment}`, { plan })}</p>
        {difference && (
          <p>
            {say('out.difference', {
              shown: format.money(difference.shown),
              charged: format.money(difference.charged),
            })}
          </p>
        )}
        <Facts>
          <Fact label={say('out.charged')}>
            {amountCharged && amountCharged.amount > 0 ? <Amount value={amountCharged} /> : null}
          </Fact>
          <Fact label={say('out.invoice')}>
            {invoice && (invoice.url ? <LinkOut href={invoice.url}>{invoice.number}</LinkOut> : invoice.number)}
          </Fact>
          <Fact label={say('review.next')}>
            {subscription.nextBillingDate && <When iso={subscription.nextBillingDate} />}
          </Fact>
        </Facts>
      </>
    ),
    actions: (
      <>
        {payment === 'failed' && recoveryUrl && (
          <LinkOut href={recoveryUrl} kind="primary">
            {say('act.payMethod')}
          </LinkOut>
        )}
        <Done {...context} kind={payment === 'failed' && recoveryUrl ? 'secondary' : 'primary'} />
      </>
    ),
  };
}

function scheduled(state: StateOf<'settled'>, outcome: SettledOf<'scheduled'>, context: Context): Settled {
  const { say } = context;
  const plan = targetName(say, state);
  const current = currentName(state);
  return {
    tone: 'good',
    title: <Words of="out.scheduled" with={{ plan, date: <When iso={outcome.effectiveAt} /> }} />,
    body: (
      <>
        <p>{current === null ? say('out.scheduledNew') : say('out.scheduledText', { plan: current })}</p>
        <ImpactList impact={outcome.impact.filter(({ severity }) => severity !== 'info')} />
      </>
    ),
    actions: <Done {...context} />,
  };
}

function atCheckout(state: StateOf<'settled'>, outcome: SettledOf<'requires_checkout'>, context: Context): Settled {
  const { say, flow } = context;
  return {
    tone: 'info',
    title: say('out.checkout'),
    body: (
      <>
        <p>{say('out.checkoutText', { plan: targetName(say, state) })}</p>
        {outcome.expiresAt && (
          <p>
            <Words of="out.checkoutUntil" with={{ date: <When iso={outcome.expiresAt} /> }} />
          </p>
        )}
      </>
    ),
    actions: (
      <>
        <Button kind="primary" onClick={() => flow.continueCheckout()}>
          {say('act.toCheckout')}
        </Button>
        <CheckAgain {...context} />
        <Abandon {...context} />
      </>
    ),
  };
}

function action(state: StateOf<'settled'>, outcome: SettledOf<'requires_action'>, context: Context): Settled {
  const { say, flow } = context;
  return {
    tone: 'warn',
    title: say('out.action'),
    body: (
      <>
        <p>{say('out.actionText', { plan: targetName(say, state) })}</p>
        {outcome.actionUrl === null && <p>{say('out.actionNoUrl')}</p>}
      </>
    ),
    actions: (
      <>
        {outcome.actionUrl !== null && (
          <Button kind="primary" onClick={() => flow.continueCheckout()}>
            {say('act.verify')}
          </Button>
        )}
        <CheckAgain {...context} />
        <Abandon {...context} />
      </>
    ),
  };
}

function processing(state: StateOf<'settled'>, context: Context): Settled {
  const { say, format } = context;
  return {
    tone: 'info',
    title: say('out.processing'),
    body: (
      <>
        <p>{say('out.processingText', { plan: targetName(say, state) })}</p>
        <LastCheck {...{ say, format }} lastCheck={state.lastCheck} />
      </>
    ),
    actions: <CheckAgain {...context} />,
  };
}

function pending(state: StateOf<'settled'>, outcome: SettledOf<'pending'>, context: Context): Settled {
  const { say } = context;
  const plan = targetName(say, state);
  return {
    tone: 'warn',
    title: say(outcome.reason === 'payment' ? 'out.pendingPayment' : 'out.pendingReview', { plan }),
    body: <p>{say('out.pendingText', { plan: outcome.subscription.planName })}</p>,
    actions: (
      <>
        {outcome.recoveryUrl && (
          <LinkOut href={outcome.recoveryUrl} kind="primary">
            {say('act.pay')}
          </LinkOut>
        )}
        <CheckAgain {...context} />
        <Done {...context} kind="secondary" />
      </>
    ),
  };
}

function declined(state: StateOf<'settled'>, outcome: SettledOf<'declined'>, context: Context): Settled {
  const { say } = context;
  return {
    tone: 'danger',
    title: say('out.declined'),
    body: (
      <>
        <StillOn state={state} say={say} />
        <p>{say(`declined.${outcome.reason}`)}</p>
        <Reference say={say} reference={outcome.reference} />
      </>
    ),
    actions: (
      <>
        {outcome.recoveryUrl && (
          <LinkOut href={outcome.recoveryUrl} kind="secondary">
            {say('act.payMethod')}
          </LinkOut>
        )}
        <TryAgain {...context} state={state} />
        <OtherPlan {...context} />
      </>
    ),
  };
}

function rejected(state: StateOf<'settled'>, outcome: SettledOf<'rejected'>, context: Context): Settled {
  const { say } = context;
  return {
    tone: 'warn',
    title: say('out.rejected'),
    body: (
      <>
        <StillOn state={state} say={say} />
        <p>{say(`blocked.${outcome.reason}`)}</p>
        <Recovery reason={outcome.reason} url={outcome.recoveryUrl} />
        <ImpactList impact={outcome.impact.filter(({ severity }) => severity === 'block')} />
        <Reference say={say} reference={outcome.reference} />
      </>
    ),
    actions: <OtherPlan {...context} />,
  };
}

function unknown(state: StateOf<'settled'>, outcome: SettledOf<'unknown'>, context: Context): Settled {
  const { say, format } = context;
  return {
    tone: 'warn',
    title: say('out.unknown'),
    body: (
      <>
        <p>{say('out.unknownText')}</p>
        <LastCheck {...{ say, format }} lastCheck={state.lastCheck} />
        <Reference say={say} reference={outcome.reference} />
      </>
    ),
    actions: (
      <Button kind="primary" onClick={() => context.flow.check()}>
        {say('act.check')}
      </Button>
    ),
  };
}

function notChanged(state: StateOf<'settled'>, outcome: SettledOf<'not_changed'>, context: Context): Settled {
  const { say } = context;
  return {
    tone: 'info',
    title: say('out.notChanged'),
    body: (
      <>
        <p>{say(`notChanged.${outcome.reason}`)}</p>
        {outcome.reason !== 'superseded' && <StillOn state={state} say={say} />}
      </>
    ),
    actions: (
      <>
        <TryAgain {...context} state={state} />
        <OtherPlan {...context} />
      </>
    ),
  };
}
