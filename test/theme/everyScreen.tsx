import { cleanup, fireEvent } from '@testing-library/react';
import type { ReactElement } from 'react';
import * as kit from 'planshift';
import { NO_CAPABILITIES } from 'planshift/core';
import {
  aCatalog,
  aPlan,
  aPrice,
  aProSubscription,
  aScheduledChange,
  flowStates,
  heldSubscriptions,
  manyPlans,
  monthly,
  quarterly,
  starterPlan,
  usd,
  weekly,
  yearly,
} from 'planshift/testing';
import { everyState } from '../components/samples.js';
import { show } from '../components/stage.js';

const choices = (
  <>
    <kit.QuantityField />
    <kit.AddonsField />
    <kit.DiscountsField />
    <kit.TimingChoice />
  </>
);

/** What is drawn in every state. */
const change = (
  <>
    <kit.ChangePlanDialog open choices={choices} typedConfirmation />
    <kit.ProrationPreview />
    <kit.OutcomePanel />
    <kit.SubscriptionNotice />
    <kit.ScheduledChangeNotice />
  </>
);
/** What is drawn once for every status. */
const rest = (
  <>
    <kit.ChangePlan />
    <kit.CancelSubscription />
    <kit.CancelDialog open />
    <kit.CreditBalance />
    <kit.CheckoutReturn plansUrl="/plans" />
    <kit.BillingPortalLink />
    <kit.PaymentIssueNotice />
    <kit.PendingChangeNotice />
  </>
);
/** What is drawn where there is something to choose. */
const plans = (
  <>
    <kit.ThemeScope theme={{}} scheme="light">
      <kit.PlanPicker mode="choose" />
      <kit.BillingIntervalToggle />
    </kit.ThemeScope>
    <kit.ThemeScope theme={{}} scheme="dark">
      <kit.PlanComparison />
    </kit.ThemeScope>
  </>
);

const base = flowStates.choosing;
const soldAt = (...prices: readonly kit.Price[]) => ({
  ...base,
  catalog: aCatalog({ subscription: null, plans: [aPlan({ prices })] }),
});
const half = { interval: 'month', intervalCount: 6 } as const;
const currencies = ['USD', 'EUR'].map((currency) => aPrice({ id: currency, amount: { amount: 1000, currency } }));
const long = Array.from({ length: 20 }, (_, index) =>
  starterPlan.features.map((one) => ({ ...one, id: `${one.id}${index}` })),
);

/** Plans as no state has them. */
const shops: readonly kit.FlowState[] = [
  { ...base, choice: { interval: yearly, selection: null } },
  { ...base, choice: { interval: weekly, selection: null } },
  { ...base, catalog: aCatalog({ plans: manyPlans(13) }) },
  { ...base, catalog: aCatalog({ subscription: heldSubscriptions.oldPlan }) },
  { ...base, catalog: aCatalog({ subscription: aProSubscription({ scheduledChange: aScheduledChange() }) }) },
  { ...base, catalog: aCatalog({ subscription: null, capabilities: NO_CAPABILITIES }) },
  {
    ...base,
    catalog: aCatalog({
      plans: [aPlan({ id: 'no', availability: { status: 'unavailable', reason: 'plan_unavailable' } })],
    }),
  },
  { ...base, catalog: aCatalog({ plans: [aPlan({ features: long.flat() })] }) },
  soldAt(
    ...[weekly, monthly, quarterly, half, yearly].map((interval, n) =>
      aPrice({ id: `p${n}`, interval, amount: usd(1000) }),
    ),
  ),
  soldAt(...currencies),
];

/** Draws everything that the kit has, in every sample there is, and hands each page over. */
export function onEveryScreen(look: (page: HTMLElement) => void): void {
  const seen = new Set<string>();
  let wasWrong = false;
  const draw = (ui: ReactElement, state: kit.FlowState) => {
    const { container } = show(ui, state, { allowWithoutPreview: true });
    look(container);
    const entry = container.querySelector('input[type=number]');
    if (entry && !wasWrong) {
      wasWrong = true;
      fireEvent.change(entry, { target: { value: '0' } });
      look(container);
    }
    cleanup();
  };
  for (const [, state] of everyState) {
    draw(change, state);
    if (!seen.has(state.status)) draw(rest, state);
    seen.add(state.status);
  }
  for (const shop of shops) draw(plans, shop);
  draw(<kit.ChangePlanDialog withPicker open />, base);
}
