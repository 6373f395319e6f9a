import type { LinkPurpose } from '../adapter.js';
import { ChangePlanError } from '../errors.js';
import type { LinkOutcome } from '../outcome.js';
import type { Act, FlowCore } from './createPlanFlow.js';
import { safeHref } from './safeHref.js';
import { isBusy } from './state.js';

/** What became of the wish for a link. With `leaving` the page is on its way there. */
export type LinkResult =
  | { readonly status: 'leaving' }
  | Exclude<LinkOutcome, { status: 'ready' }>
  | { readonly status: 'failed'; readonly error: ChangePlanError };

export interface LinkActs {
  /**
   * Asks for a link of this moment and leaves the page for it at once; it is never kept. It must be on an origin of
   * `allowedRedirectOrigins`, or without that option on one that the catalog names. Never rejects, never disturbs a review;
   * while a request that moves money or plans is out it fails with `change_in_progress` and leads nowhere. Asked again
   * before the answer, it is the same link.
   */
  readonly openLink: (purpose: LinkPurpose) => Promise<LinkResult>;
}

const UNAVAILABLE: LinkResult = { status: 'rejected', reason: 'unavailable' };

export const linking: Act<LinkActs> = (core) => {
  const out = new Map<LinkPurpose, Promise<LinkResult>>();

  async function open(purpose: LinkPurpose): Promise<LinkResult> {
    let result: LinkResult;
    try {
      result = await follow(core, purpose);
    } catch (thrown) {
      result = { status: 'failed', error: core.failed('link', thrown) };
    }
    core.report({ type: 'link_settled', purpose, status: result.status });
    return result;
  }

  return {
    rules: {},
    acts: {
      openLink(purpose) {
        const running = out.get(purpose) ?? open(purpose).finally(() => out.delete(purpose));
        out.set(purpose, running);
        return running;
      },
    },
  };
};

async function follow(core: FlowCore, purpose: LinkPurpose): Promise<LinkResult> {
  const { adapter, environment } = core.options;
  refuseWhileBusy(core);
  const controller = new AbortController();
  const request = { purpose, returnTo: environment.returnTo() };
  const made = await core
    .inTime(Promise.resolve(adapter.createLink?.(request, controller.signal)))
    .finally(() => controller.abort());
  if (made?.status !== 'ready') return made ?? { status: 'rejected', reason: 'not_supported' };
  // Leaving now would cut off a change that was confirmed meanwhile.
  refuseWhileBusy(core);
  const href = safeHref(core, made.url);
  if (href === null || !core.isRunning()) return UNAVAILABLE;
  environment.navigate(href);
  return { status: 'leaving' };
}

function refuseWhileBusy({ getState }: FlowCore): void {
  if (isBusy(getState()))
    throw new ChangePlanError('change_in_progress', 'A change has no answer yet.', { sent: false });
}
