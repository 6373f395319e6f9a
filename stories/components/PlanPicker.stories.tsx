import type { Meta, StoryObj } from '@storybook/react-vite';
import { BillingIntervalToggle, PlanPicker, type Plan } from 'planshift';
import { NO_CAPABILITIES } from 'planshift/core';
import {
  aCatalog,
  aPlan,
  aPrice,
  aProSubscription,
  aScheduledChange,
  aSubscription,
  beginningPrices,
  flowStates,
  harborPlans,
  heldSubscriptions,
  manyPlans,
  proPlan,
  starterPlan,
  unavailablePrices,
  usd,
  weekly,
  yearly,
} from 'planshift/testing';
import { Still, type StillProps } from './Still.js';

/** The plans a customer can move between, as cards to act on or as a group to choose from. */
const meta: Meta<StillProps> = {
  title: 'Components/PlanPicker',
  component: Still,
  render: (args) => (
    <Still {...args}>
      <PlanPicker />
    </Still>
  ),
};

export default meta;

type Story = StoryObj<StillProps>;

const base = flowStates.choosing;
const selling = (plans: readonly Plan[]) => ({ ...base, catalog: aCatalog({ plans }) });

export const OnAPage: Story = { args: { state: base } };
export const OfAnUpgradedCustomer: Story = {
  args: { state: { ...base, catalog: aCatalog({ subscription: aProSubscription() }) } },
};
export const Yearly: Story = { args: { state: { ...base, choice: { interval: yearly, selection: null } } } };
export const ToChooseFrom: Story = {
  args: { state: base },
  render: (args) => (
    <Still {...args}>
      <PlanPicker mode="choose" />
    </Still>
  ),
};
export const WithAScheduledChange: Story = {
  args: {
    state: { ...base, catalog: aCatalog({ subscription: aProSubscription({ scheduledChange: aScheduledChange() }) }) },
  },
};
export const WithoutASubscription: Story = { args: { state: { ...base, catalog: aCatalog({ subscription: null }) } } };
export const NotSoldAtTheInterval: Story = {
  args: { state: { ...base, choice: { interval: weekly, selection: null } } },
};
export const NotAvailable: Story = {
  args: {
    state: selling([
      starterPlan,
      aPlan({
        id: 'plan_old',
        name: 'Classic',
        order: 0,
        availability: { status: 'unavailable', reason: 'plan_unavailable' },
      }),
    ]),
  },
};
const support = 'https://harbor.example/help';
/** Every reason why a plan cannot be had, each with its way out. */
export const NotForThisCustomer: Story = {
  args: {
    state: {
      ...base,
      catalog: aCatalog({
        supportUrl: support,
        plans: [
          starterPlan,
          ...Object.entries(unavailablePrices).map(([reason, price], index) =>
            aPlan({ id: reason, name: `Team ${index + 1}`, order: index + 2, prices: [price] }),
          ),
          aPlan({
            id: 'later',
            name: 'Annual only',
            order: 9,
            prices: [unavailablePrices.not_allowed, aPrice({ id: 'price_annual', interval: yearly })],
          }),
        ],
      }),
    },
  },
};
/** The plan that is held is not sold any more. */
export const OnAPlanOfThePast: Story = {
  args: { state: { ...base, catalog: aCatalog({ subscription: heldSubscriptions.oldPlan }) } },
};
/** The plan is sold, but no longer for what this customer pays. */
export const AtAPriceOfThePast: Story = {
  args: { state: { ...base, catalog: aCatalog({ subscription: heldSubscriptions.oldPrice }) } },
};
/** A trial says what comes after it, and a lower price to begin with says for how long. */
export const TrialsAndLowerBeginnings: Story = {
  args: {
    state: {
      ...base,
      catalog: aCatalog({
        subscription: null,
        plans: [
          aPlan({ id: 'a', prices: [beginningPrices.intro] }),
          aPlan({
            id: 'b',
            name: 'Pro',
            order: 2,
            recommended: true,
            prices: [aPrice({ ...beginningPrices.trial, id: 'b1', amount: usd(9900) })],
          }),
          aPlan({
            id: 'c',
            name: 'Business',
            order: 3,
            prices: [aPrice({ ...beginningPrices.trialThenIntro, id: 'c1', amount: usd(29_900) })],
          }),
        ],
      }),
    },
  },
};
/** Changes that billing carries out at the end of the period name the day. */
export const CarriedOutLater: Story = {
  args: {
    state: {
      ...base,
      choice: { interval: yearly, selection: null },
      catalog: aCatalog({
        subscription: aProSubscription(),
        plans: harborPlans.map((plan) => ({
          ...plan,
          prices: plan.prices.map((price) => ({ ...price, timing: 'next_billing_date' as const })),
        })),
      }),
    },
  },
};
const openPrices = aCatalog({ subscription: null, capabilities: NO_CAPABILITIES, supportUrl: support });
/** A price list before anybody signs in: each button leads where the host says. */
export const BeforeSignIn: Story = {
  args: { state: { ...base, catalog: openPrices } },
  render: (args) => (
    <Still {...args}>
      <BillingIntervalToggle />
      <PlanPicker planHref={({ price }) => `/sign-up?price=${price.id}`} style={{ marginBlockStart: '1rem' }} />
    </Still>
  ),
};
/** Nobody said where a plan begins: they can be compared. */
export const ToCompareOnly: Story = { args: { state: { ...base, catalog: openPrices } } };
export const OnePlan: Story = { args: { state: selling([starterPlan]) } };
export const TwoPlans: Story = { args: { state: selling([starterPlan, proPlan]) } };
export const FourPlans: Story = { args: { state: selling(harborPlans.slice(0, 4)) } };
export const EightPlans: Story = { args: { state: selling(manyPlans(8)) } };
export const TwelvePlans: Story = { args: { state: selling(manyPlans(12)) } };
const crowd = manyPlans(100);
const ofTheCrowd = aSubscription({ planId: 'plan_40', planName: 'Plan 40', priceId: 'price_40_monthly' });
export const HundredPlans: Story = {
  args: { state: { ...base, catalog: aCatalog({ plans: crowd, subscription: ofTheCrowd }) } },
};
export const HundredPlansToChooseFrom: Story = {
  args: { state: { ...base, catalog: aCatalog({ plans: crowd, subscription: ofTheCrowd }) } },
  render: (args) => (
    <Still {...args}>
      <PlanPicker mode="choose" />
    </Still>
  ),
};
export const NoPlans: Story = { args: { state: selling([]) } };
export const ToLookAtOnly: Story = { args: { state: { ...base, catalog: aCatalog({ may: 'view' }) } } };
export const Loading: Story = { args: { state: flowStates.loading } };
export const NotLoaded: Story = { args: { state: flowStates.load_failed } };
