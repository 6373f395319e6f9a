import { isHarmless } from '../../core/failures.js';
import type { FlowState, StateOf } from '../../core/flow/state.js';
import type { Announcement } from './announcement.js';
import type { StatusView, Step } from './statusView.js';
import { viewAnnouncement } from './viewAnnouncement.js';
import { errorWords } from './errorWords.js';
import type { CreditKit } from '../kit.js';

/** The place that a purchase of credit led to, or null where there is none. */
export function topUpView<T>(kit: CreditKit<T>, state: FlowState): StatusView<T> | null {
  if (state.status === 'top_up_settled') return settled(kit, state);
  return state.status === 'top_up_failed' ? failed(kit, state) : null;
}

function view<T>(
  key: string,
  tone: StatusView['tone'],
  title: T | string,
  lines: readonly (T | string)[],
  steps: readonly Step[],
): StatusView<T> {
  return { key, tone, title, lines, steps, isWaiting: false, isUrgent: tone === 'warn' || tone === 'danger' };
}

function settled<T>(kit: CreditKit<T>, state: StateOf<'top_up_settled'>): StatusView<T> {
  const { say, tell, money, date, flow } = kit;
  const { outcome, topUp } = state;
  const key = `credit:${outcome.status}`;
  const amount = money(topUp.amount);
  const close: Step = [say('act.close'), flow.acknowledge];
  const again: Step = [say('act.retry'), () => flow.topUp(topUp), 'primary'];
  switch (outcome.status) {
    case 'topped_up': {
      const { creditBalance } = outcome;
      const line = creditBalance ? tell('credit.topped_upText', { balance: money(creditBalance) }) : say('credit.soon');
      return view<T>(key, 'good', tell('credit.topped_up', { amount }), [line], [[say('act.done'), flow.acknowledge]]);
    }
    case 'requires_checkout': {
      const { expiresAt } = outcome;
      const until = expiresAt === null ? [] : [tell('out.checkoutUntil', { date: date(expiresAt) })];
      const pay: Step = [say('act.toCheckout'), () => flow.topUp(topUp), 'primary'];
      const text = tell('credit.checkoutText', { amount });
      return view<T>(key, 'info', say('credit.requires_checkout'), [text, ...until], [pay, close]);
    }
    case 'declined': {
      const { reason, recoveryUrl } = outcome;
      const method: readonly Step[] = recoveryUrl === null ? [] : [[say('act.payMethod'), recoveryUrl]];
      const lines = [say('applied.none'), say(`declined.${reason}`)];
      return view<T>(key, 'danger', say('out.declined'), lines, [...method, again, close]);
    }
    case 'rejected': {
      const reload: Step = [say('act.reload'), () => (flow.acknowledge(), flow.reload()), 'primary'];
      const isMoved = outcome.reason === 'amount_changed';
      const lines = [say(`credit.${outcome.reason}`)];
      return view<T>(key, 'warn', say('credit.rejected'), lines, isMoved ? [reload, close] : [close]);
    }
    case 'unknown':
      return view<T>(key, 'warn', say('out.unknown'), [say('credit.unknownText')], [again, close]);
  }
}

function failed<T>({ say, flow }: CreditKit<T>, { error, topUp }: StateOf<'top_up_failed'>): StatusView<T> {
  const steps: readonly Step[] = [
    [say('act.retry'), () => flow.topUp(topUp), 'primary'],
    [say('act.close'), flow.acknowledge],
  ];
  return isHarmless(error)
    ? view<T>('credit:failed', 'danger', say('credit.rejected'), [say('applied.none'), errorWords(say, error)], steps)
    : view<T>('credit:lost', 'warn', say('out.unknown'), [say('credit.unknownText')], steps);
}

/** What of it is said aloud when one state follows another; null where nothing is new. */
export function creditAnnouncement(before: FlowState, now: FlowState, kit: CreditKit<string>): Announcement | null {
  if (before === now) return null;
  if (now.status === 'topping_up') return { tone: 'status', text: kit.say('credit.working') };
  const place = topUpView(kit, now);
  return place && viewAnnouncement(kit, place);
}
