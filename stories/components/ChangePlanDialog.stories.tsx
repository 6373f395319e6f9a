import type { Meta, StoryObj } from '@storybook/react-vite';
import { ChangePlanDialog, type PreviewOutcome } from 'planshift';
import { flowStates, previews, quotes, reviewingStates, scheduledToFree, settledStates } from 'planshift/testing';
import { Still, type StillProps } from './Still.js';

/** A change from its price to its result, above the page. */
const meta: Meta<StillProps> = {
  title: 'Components/ChangePlanDialog',
  component: Still,
  render: (args) => (
    <Still {...args}>
      <ChangePlanDialog open />
    </Still>
  ),
};

export default meta;

type Story = StoryObj<StillProps>;

const review = (preview: PreviewOutcome) => ({ ...flowStates.reviewing, preview });

export const WithThePlans: Story = {
  args: { state: flowStates.choosing },
  render: (args) => (
    <Still {...args}>
      <ChangePlanDialog open withPicker />
    </Still>
  ),
};
export const Upgrade: Story = { args: { state: flowStates.reviewing } };
export const Downgrade: Story = { args: { state: reviewingStates.scheduled } };
export const ToFree: Story = { args: { state: review(scheduledToFree) } };
export const AnotherInterval: Story = { args: { state: review(quotes.interval) } };
export const AnEstimate: Story = { args: { state: review(quotes.estimate) } };
export const Checkout: Story = { args: { state: review(previews.requires_checkout) } };
export const Blocked: Story = { args: { state: review(previews.blocked) } };
export const WithoutAnAmount: Story = { args: { state: review(previews.unavailable) } };
export const WithoutAnAmountAllowed: Story = {
  args: { state: review(previews.unavailable), allowWithoutPreview: true },
};
export const TheAmountMoved: Story = { args: { state: reviewingStates.amountChanged } };
export const Offline: Story = { args: { state: reviewingStates.notSent } };
export const Confirming: Story = { args: { state: flowStates.confirming } };
export const Slow: Story = { args: { state: { ...flowStates.confirming, slow: true } } };
export const Leaving: Story = { args: { state: flowStates.redirecting } };
export const Checking: Story = { args: { state: flowStates.checking } };
export const Applied: Story = { args: { state: settledStates.applied } };
export const Declined: Story = { args: { state: settledStates.declined } };
export const Unknown: Story = { args: { state: settledStates.unknown } };
