import type { Meta, StoryObj } from '@storybook/react-vite';
import { CheckoutReturn } from 'planshift';
import {
  appliedOutcomes,
  checkingStates,
  flowStates,
  notChangedOutcomes,
  pendings,
  settledStates,
  settledWith,
} from 'planshift/testing';
import { Still, type StillProps } from './Still.js';

/** The page that a checkout returns to. What the address says proves nothing; it reads, and says what it found. */
const meta: Meta<StillProps> = {
  title: 'Components/CheckoutReturn',
  component: Still,
  render: (args) => (
    <Still {...args}>
      <CheckoutReturn plansUrl="/settings/billing" headingLevel={2} />
    </Still>
  ),
};

export default meta;

type Story = StoryObj<StillProps>;

export const Arriving: Story = { args: { state: flowStates.loading } };
export const Verifying: Story = { args: { state: checkingStates.returned } };
export const VerifyingWhileProcessed: Story = { args: { state: checkingStates.processing } };
export const Offline: Story = { args: { state: { ...checkingStates.returned, offline: true } } };
export const Confirmed: Story = { args: { state: settledStates.applied } };
export const ConfirmedForLater: Story = { args: { state: settledStates.scheduled } };
export const ConfirmedAndUnpaid: Story = { args: { state: settledWith(appliedOutcomes.failed) } };
export const StillProcessing: Story = { args: { state: settledStates.processing } };
export const NoPaymentYet: Story = { args: { state: settledStates.requires_checkout } };
export const NoPaymentReceived: Story = { args: { state: settledWith(notChangedOutcomes.not_received) } };
export const Declined: Story = { args: { state: settledWith(notChangedOutcomes.declined) } };
export const DeclinedByTheBank: Story = { args: { state: settledStates.declined } };
export const Expired: Story = { args: { state: settledWith(notChangedOutcomes.expired) } };
export const CanceledByTheCustomer: Story = { args: { state: settledWith(notChangedOutcomes.canceled) } };
export const ChangedElsewhere: Story = { args: { state: settledWith(notChangedOutcomes.superseded) } };
export const WaitingForAPayment: Story = { args: { state: settledWith(pendings.payment) } };
export const WaitingForTheBank: Story = { args: { state: settledStates.requires_action } };
export const Rejected: Story = { args: { state: settledStates.rejected } };
export const Unknown: Story = { args: { state: settledStates.unknown } };
export const NothingToCheck: Story = { args: { state: flowStates.choosing } };
export const NotLookedUp: Story = { args: { state: flowStates.load_failed } };
export const LeavingAgain: Story = { args: { state: flowStates.redirecting } };
