import type { Meta, StoryObj } from '@storybook/react-vite';
import { OutcomePanel } from 'planshift';
import {
  appliedOutcomes,
  appliedWithDifference,
  checkingStates,
  flowStates,
  notChangedOutcomes,
  pendings,
  settledStates,
  settledWith,
} from 'planshift/testing';
import { Still, type StillProps } from './Still.js';

/** What became of a change, as a place on the page: after a checkout, a reload, or a closed dialog. */
const meta: Meta<StillProps> = {
  title: 'Components/OutcomePanel',
  component: Still,
  render: (args) => (
    <Still {...args}>
      <OutcomePanel />
    </Still>
  ),
};

export default meta;

type Story = StoryObj<StillProps>;

export const Applied: Story = { args: { state: settledStates.applied } };
export const AppliedForFree: Story = { args: { state: settledWith(appliedOutcomes.none) } };
export const AppliedAndUnpaid: Story = { args: { state: settledWith(appliedOutcomes.failed) } };
export const AppliedAndPaymentPending: Story = { args: { state: settledWith(appliedOutcomes.pending) } };
export const AppliedWithAnotherAmount: Story = { args: { state: settledWith(appliedWithDifference) } };
export const Scheduled: Story = { args: { state: settledStates.scheduled } };
export const WaitingForTheCheckout: Story = { args: { state: settledStates.requires_checkout } };
export const WaitingForTheBank: Story = { args: { state: settledStates.requires_action } };
export const Processing: Story = { args: { state: settledStates.processing } };
export const PendingPayment: Story = { args: { state: settledWith(pendings.payment) } };
export const PendingReview: Story = { args: { state: settledWith(pendings.review) } };
export const Declined: Story = { args: { state: settledStates.declined } };
export const Rejected: Story = { args: { state: settledStates.rejected } };
export const Unknown: Story = { args: { state: settledStates.unknown } };
export const NoPaymentReceived: Story = { args: { state: settledWith(notChangedOutcomes.not_received) } };
export const CheckoutExpired: Story = { args: { state: settledWith(notChangedOutcomes.expired) } };
export const CheckoutCanceled: Story = { args: { state: settledWith(notChangedOutcomes.canceled) } };
export const Superseded: Story = { args: { state: settledWith(notChangedOutcomes.superseded) } };
export const CheckingAnUnknownResult: Story = { args: { state: checkingStates.unknown } };
export const CheckingAfterACheckout: Story = { args: { state: checkingStates.returned } };
export const CheckingWhileProcessed: Story = { args: { state: checkingStates.processing } };
export const CheckingAnEarlierChange: Story = { args: { state: checkingStates.reopened } };
export const CheckingAnotherChangeOffline: Story = { args: { state: checkingStates.conflict } };
export const Leaving: Story = { args: { state: flowStates.redirecting } };
