import type { FlowState, SettledOutcome, StateOf } from '../../core/flow/state.js';
import type { MessageKey } from '../../locale/messages.js';
import type { Kit } from '../kit.js';
import { currentName, stillOn, targetPriceId } from './names.js';
import { statusView, type StatusView, type Step } from './statusView.js';

export type ReturnKit<T> = Kit<T, MessageKey>;

/** What a customer who comes back from a checkout is told in every state; null while another change is being made. */
export function returnView<T>(kit: ReturnKit<T>, state: FlowState, plansUrl: string): StatusView<T> | null {
  const { say, flow } = kit;
  const plans: Step = [say('back.plans'), plansUrl, 'primary'];
  switch (state.status) {
    case 'loading':
      return verifying(say('check.returned'), say('back.checkingText'));
    case 'load_failed': {
      const { error } = state;
      const again: Step = [say('act.retry'), flow.reload, 'primary'];
      return view<T>(
        'failed',
        'warn',
        say('back.failed'),
        [say(`error.${error.code}`)],
        [again, [say('back.plans'), plansUrl]],
      );
    }
    case 'checking':
      return state.offline || state.cause === 'processing' || state.cause === 'conflict'
        ? statusView<T>(kit, state, () => {})
        : verifying(say('check.returned'), say('back.checkingText'));
    case 'redirecting':
      return statusView<T>(kit, state, () => {});
    case 'settled':
      return settled(kit, state, state.outcome, plans);
    case 'choosing': {
      const plan = currentName(state);
      return view<T>('none', 'info', say('back.none'), plan === null ? [] : [say('back.on', { plan })], [plans]);
    }
    default:
      return null;
  }
}

function verifying(title: string, text: string): StatusView<never> {
  return { key: 'verifying', tone: 'info', isWaiting: true, isUrgent: false, title, lines: [text], steps: [] };
}

function view<T>(
  key: string,
  tone: StatusView['tone'],
  title: T | string,
  lines: readonly (T | string)[],
  steps: readonly Step[],
): StatusView<T> {
  return { key: `back:${key}`, tone, isWaiting: false, isUrgent: tone === 'danger', title, lines, steps };
}

function settled<T>(
  kit: ReturnKit<T>,
  state: StateOf<'settled'>,
  outcome: SettledOutcome,
  plans: Step,
): StatusView<T> | null {
  const { say, tell, date, flow } = kit;
  if (outcome.status === 'requires_checkout') {
    const { expiresAt } = outcome;
    const until = expiresAt === null ? [] : [tell('out.checkoutUntil', { date: date(expiresAt) })];
    return view<T>(
      'waiting',
      'info',
      say('back.waiting'),
      [say('back.waitingText'), ...until],
      [
        [say('act.toCheckout'), flow.continueCheckout, 'primary'],
        [say('act.check'), flow.check],
        [say('act.abandon'), flow.abandonCheckout],
      ],
    );
  }
  if (outcome.status === 'not_changed') return notChanged(kit, state, outcome.reason, plans);
  const known = statusView<T>(kit, state, () => {});
  if (known === null) return null;
  // Done and another plan lead to the plans, which are on another page.
  const isOver = outcome.status === 'applied' || outcome.status === 'scheduled';
  const rest = known.steps.filter(([label]) => label !== say('act.done') && label !== say('act.otherPlan'));
  const steps: readonly Step[] = isOver && rest.length === 0 ? [plans] : [...rest, [plans[0], plans[1]]];
  if (outcome.status !== 'applied' || outcome.payment !== 'paid') return { ...known, steps };
  const plan = outcome.subscription.planName;
  return { ...known, title: say('back.applied'), lines: [say('back.on', { plan }), ...known.lines.slice(1)], steps };
}

function notChanged<T>(
  kit: ReturnKit<T>,
  state: StateOf<'settled'>,
  reason: Extract<SettledOutcome, { status: 'not_changed' }>['reason'],
  plans: Step,
): StatusView<T> {
  const { say, flow } = kit;
  const priceId = targetPriceId(state);
  if (reason === 'superseded') {
    const plan = currentName(state);
    return view<T>(reason, 'info', say(`back.${reason}`), plan === null ? [] : [say('back.on', { plan })], [plans]);
  }
  // The same choice with a fresh price: nothing is sent before a new confirm.
  const again: readonly Step[] = priceId ? [[say('act.retry'), () => flow.review({ priceId }), 'primary']] : [];
  const tone = reason === 'declined' ? 'danger' : 'info';
  return view<T>(reason, tone, say(`back.${reason}`), [stillOn(say, state)], [...again, [plans[0], plans[1]]]);
}
