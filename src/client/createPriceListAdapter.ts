import type { BillingAdapter, Catalog } from '../core/adapter.js';
import { ChangePlanError } from '../core/errors.js';
import { NO_CAPABILITIES, plainCatalog } from '../core/plain.js';
import type { Plan } from '../core/plan.js';
import { presentPlans, type Presentation } from '../core/presentation.js';

export interface PriceListOptions {
  /** The plans for sale, or a call that reads them. Prices of one interval may stand in several currencies. */
  readonly plans: readonly Plan[] | ((signal: AbortSignal) => Promise<readonly Plan[]>);
  /** Names, texts and order in the reader's language. Default: as the plans have them. */
  readonly presentation?: Presentation | null;
  /** Where people can be asked. Default: nowhere. */
  readonly supportUrl?: string | null;
}

/**
 * Plans to look at before anybody has signed in: nobody's subscription, and nothing that can be changed. Say with `planHref` or
 * `onPlanSelect` of the picker where a plan begins. What is asked beyond the plans is refused as `not_allowed`.
 */
export function createPriceListAdapter({ plans, presentation, supportUrl }: PriceListOptions): BillingAdapter {
  const refuse = (): Promise<never> =>
    Promise.reject(new ChangePlanError('not_allowed', 'A price list changes nothing.', { sent: false }));
  return {
    async getCatalog({ locale }, signal): Promise<Catalog> {
      signal.throwIfAborted();
      const sold = typeof plans === 'function' ? await plans(signal) : plans;
      return plainCatalog({
        plans: presentPlans(sold, presentation ?? null, locale),
        subscription: null,
        capabilities: NO_CAPABILITIES,
        supportUrl: supportUrl ?? null,
      });
    },
    previewChangePlan: refuse,
    changePlan: refuse,
    readChange: refuse,
    cancelScheduledChange: refuse,
  };
}
