import type { ReactNode } from 'react';
import type { FlowState, SettledOutcome, StateOf } from '../../core/flow/state.js';
import { intervalOften } from '../../locale/words.js';
import type { Kit } from '../kit.js';
import { stillOn, targetName, targetPriceId } from './names.js';

/** How good or bad something is. */
export type Tone = 'info' | 'warn' | 'danger' | 'good';

/** A way on: an act, or the address of a link. */
export type Step = readonly [label: string, way: (() => void) | string, kind?: 'primary'];

/** A place on the way of a change that was sent: one mark, one sentence, the facts, the next step. */
export interface StatusView<T = ReactNode> {
  /** Changes when the view does, so that focus can follow. */
  readonly key: string;
  readonly tone: Tone;
  readonly isWaiting: boolean;
  /** Whether it is said before anything else. */
  readonly isUrgent: boolean;
  readonly title: T | string;
  readonly lines: readonly (T | string)[];
  /** The next step first; none only while the kit looks by itself, which ends. */
  readonly steps: readonly Step[];
}

type View<T> = readonly [tone: Tone, title: T | string, lines: readonly (T | string)[], steps: readonly Step[]];

/**
 * The view of a state after a confirm, or null for every other state.
 * @param onDone what a customer who is done leads to.
 */
export function statusView<T>(kit: Kit<T>, state: FlowState, onDone: () => void): StatusView<T> | null {
  const { say, flow } = kit;
  switch (state.status) {
    case 'redirecting': {
      const { host } = new URL(state.url);
      const step: Step = [say('leave.link'), flow.continueCheckout, 'primary'];
      return waiting('leaving', false, say('leave.title'), say('leave.text', { host }), [step]);
    }
    case 'checking': {
      const { cause, offline } = state;
      const text = say(offline ? 'check.offline' : `check.${cause}Text`);
      return waiting(`checking:${cause}`, offline || cause === 'unknown', say(`check.${cause}`), text, []);
    }
    case 'settled': {
      const { status } = state.outcome;
      const [tone, title, lines, steps] = settled(kit, state, state.outcome, onDone);
      const isUrgent = tone === 'danger' || status === 'rejected' || status === 'unknown';
      return { key: `settled:${status}`, tone, isWaiting: false, isUrgent, title, lines, steps };
    }
    default:
      state satisfies Exclude<FlowState, StateOf<'redirecting' | 'checking' | 'settled'>>;
      return null;
  }
}

function waiting(
  key: string,
  isUrgent: boolean,
  title: string,
  text: string,
  steps: readonly Step[],
): StatusView<never> {
  return { key, tone: 'info', isWaiting: true, isUrgent, title, lines: [text], steps };
}

function settled<T>(kit: Kit<T>, state: StateOf<'settled'>, outcome: SettledOutcome, onDone: () => void): View<T> {
  const { say, tell, date, flow } = kit;
  const plan = targetName(say, state);
  const done: Step = [say('act.done'), onDone, 'primary'];
  const other: Step = [say('act.otherPlan'), flow.acknowledge];
  const check: Step = [say('act.check'), flow.check];
  const abandon: Step = [say('act.abandon'), flow.abandonCheckout];
  const link = (label: string, url: string | null, kind?: 'primary'): readonly Step[] =>
    url ? [[label, url, kind]] : [];
  // The same change again, with a fresh price: nothing is sent before a new confirm.
  const priceId = targetPriceId(state);
  const { selection } = state.choice;
  const wanted = priceId && (selection?.priceId === priceId ? selection : { priceId });
  const again = (kind?: 'primary'): readonly Step[] =>
    wanted ? [[say('act.retry'), () => flow.review(wanted), kind]] : [];
  switch (outcome.status) {
    case 'applied':
      return applied(kit, state, outcome, onDone);
    case 'scheduled':
      return ['good', tell('out.scheduled', { plan, date: date(outcome.effectiveAt) }), [stillOn(say, state)], [done]];
    case 'requires_checkout': {
      const pay: Step = [say('act.toCheckout'), flow.continueCheckout, 'primary'];
      const text = say('out.checkoutText', { plan });
      const { expiresAt } = outcome;
      const lines = expiresAt === null ? [text] : [text, tell('out.checkoutUntil', { date: date(expiresAt) })];
      return ['info', say('out.checkout'), lines, [pay, check, abandon]];
    }
    case 'requires_action': {
      const { actionUrl } = outcome;
      const verify: readonly Step[] = actionUrl === null ? [] : [[say('act.verify'), flow.continueCheckout, 'primary']];
      const text = say('out.actionText', { plan });
      const lines = actionUrl === null ? [text, say('out.actionNoUrl')] : [text];
      return ['warn', say('out.action'), lines, [...verify, check, abandon]];
    }
    case 'processing':
      return ['info', say('check.processing'), [say('out.processingText', { plan })], [check]];
    case 'pending':
      return [
        'warn',
        say(`pending.${outcome.reason}`, { plan }),
        [say('out.pendingText', { plan: outcome.subscription.planName })],
        [...link(say('act.pay'), outcome.recoveryUrl, 'primary'), check, [say('act.done'), onDone]],
      ];
    case 'declined':
      return [
        'danger',
        say('out.declined'),
        [stillOn(say, state), say(`declined.${outcome.reason}`)],
        outcome.recoveryUrl === null
          ? [...again('primary'), other]
          : [...link(say('act.payMethod'), outcome.recoveryUrl, 'primary'), ...again(), other],
      ];
    case 'rejected':
      return ['warn', say('out.rejected'), [stillOn(say, state), say(`blocked.${outcome.reason}`)], [other]];
    case 'unknown':
      return ['warn', say('out.unknown'), [say('out.unknownText')], [[say('act.check'), flow.check, 'primary']]];
    case 'not_changed': {
      const text = say(`notChanged.${outcome.reason}`);
      const lines = outcome.reason === 'superseded' ? [text] : [text, stillOn(say, state)];
      return ['info', say('out.notChanged'), lines, [...again('primary'), other]];
    }
  }
}

function applied<T>(
  kit: Kit<T>,
  { change }: StateOf<'settled'>,
  outcome: Extract<SettledOutcome, { status: 'applied' }>,
  onDone: () => void,
): View<T> {
  const { say, format } = kit;
  const { payment, difference, recoveryUrl } = outcome;
  const plan = outcome.subscription.planName;
  const mustPay = payment === 'failed' && recoveryUrl;
  return [
    payment === 'failed' ? 'danger' : payment === 'pending' ? 'info' : 'good',
    change?.direction === 'interval'
      ? say('out.appliedInterval', { interval: intervalOften(say, change.to.interval) })
      : say('out.applied', { plan }),
    [
      say(`applied.${payment}`, { plan }),
      ...(difference
        ? [
            say('out.difference', {
              shown: format.money(difference.shown),
              charged: format.money(difference.charged),
            }),
          ]
        : []),
    ],
    mustPay
      ? [
          [say('act.payMethod'), recoveryUrl, 'primary'],
          [say('act.done'), onDone],
        ]
      : [[say('act.done'), onDone, 'primary']],
  ];
}
