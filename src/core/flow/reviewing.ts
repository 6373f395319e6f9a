import type { Selection } from '../adapter.js';
import { withHonestLines, type PreviewOutcome } from '../preview.js';
import type { FlowCore } from './createPlanFlow.js';
import { until, wait } from './patience.js';
import { choiceOf } from './state.js';

export interface Review {
  /** Asks billing what the selection under review costs. */
  readonly price: () => void;
  /** Counts the validity on a clock that nobody can set, and renews while somebody is looking. */
  readonly keepFresh: (shown: PreviewOutcome) => void;
  readonly hasExpired: () => boolean;
}

/** What a change costs, kept true while it is on the screen. */
export function createReview(core: FlowCore): Review {
  const { getState, send, report, failed, begin, patiently } = core;
  const { adapter, environment, locale } = core.options;
  let expiresAt = 0;

  async function price(): Promise<void> {
    const selection = choiceOf(getState())?.selection;
    if (!selection) return;
    const signal = begin('preview');
    try {
      const arrived = await patiently(signal, () => adapter.previewChangePlan({ selection, locale }, signal));
      if (!signal.aborted) previewArrived(arrived, selection);
    } catch (thrown) {
      if (!signal.aborted) send({ type: 'preview_failed', error: failed('preview', thrown), selection });
    }
  }

  function previewArrived(arrived: PreviewOutcome, selection: Selection): void {
    const { preview: shown, honest } = withHonestLines(arrived);
    if (!honest && shown.status === 'quote') report({ type: 'lines_hidden', total: shown.dueNow });
    if (!send({ type: 'preview_arrived', preview: shown, selection })) return;
    report({ type: 'preview_shown', status: shown.status, priceId: selection.priceId });
    void keepFresh(shown);
  }

  async function keepFresh(shown: PreviewOutcome): Promise<void> {
    const signal = begin('preview');
    if (shown.status === 'blocked') return;
    expiresAt = environment.monotonicNow() + shown.validForMs;
    await wait(environment, Math.max(1000, shown.validForMs * 0.8), signal);
    await until(environment.isVisible, environment.onVisible, signal);
    if (!signal.aborted && getState().status === 'reviewing') void price();
  }

  return {
    price: () => void price(),
    keepFresh: (shown) => void keepFresh(shown),
    hasExpired: () => environment.monotonicNow() >= expiresAt,
  };
}
