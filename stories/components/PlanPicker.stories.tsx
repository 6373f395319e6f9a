import type { Meta, StoryObj } from '@storybook/react-vite';
import { PlanPicker, type Plan } from 'planshift';
import {
  aCatalog,
  aPlan,
  aProSubscription,
  aScheduledChange,
  flowStates,
  manyPlans,
  starterPlan,
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
export const OnePlan: Story = { args: { state: selling([starterPlan]) } };
export const EightPlans: Story = { args: { state: selling(manyPlans(8)) } };
export const HundredPlans: Story = { args: { state: selling(manyPlans(100)) } };
export const NoPlans: Story = { args: { state: selling([]) } };
export const ToLookAtOnly: Story = { args: { state: { ...base, catalog: aCatalog({ may: 'view' }) } } };
export const Loading: Story = { args: { state: flowStates.loading } };
export const NotLoaded: Story = { args: { state: flowStates.load_failed } };
