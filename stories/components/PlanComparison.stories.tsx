import type { Meta, StoryObj } from '@storybook/react-vite';
import { PlanComparison } from 'planshift';
import { aCatalog, flowStates, starterPlan, proPlan } from 'planshift/testing';
import { Still, type StillProps } from './Still.js';

/** Every feature of every plan in one table. */
const meta: Meta<StillProps> = {
  title: 'Components/PlanComparison',
  component: Still,
  render: (args) => (
    <Still {...args}>
      <PlanComparison />
    </Still>
  ),
};

export default meta;

type Story = StoryObj<StillProps>;

export const FivePlans: Story = { args: { state: flowStates.choosing } };
export const TwoPlans: Story = {
  args: { state: { ...flowStates.choosing, catalog: aCatalog({ plans: [starterPlan, proPlan] }) } },
};
export const InANarrowColumn: Story = {
  args: { state: flowStates.choosing },
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 'min(320px, 100%)' }}>
        <Story />
      </div>
    ),
  ],
};
