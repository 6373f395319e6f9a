import type { Meta, StoryObj } from '@storybook/react-vite';
import {
  CurrentPlan,
  PaymentIssueNotice,
  PendingChangeNotice,
  ScheduledChangeNotice,
  SubscriptionNotice,
  type Capabilities,
  type Subscription,
} from 'planshift';
import {
  PERIOD_END,
  aCatalog,
  aPendingChange,
  aProSubscription,
  aScheduledChange,
  aSubscription,
  flowStates,
  heldSubscriptions,
  someCapabilities,
  subscriptions,
  undoOutcomes,
} from 'planshift/testing';
import { Still, type StillProps } from './Still.js';

/** The plan that is held, and what stands in its way or is set for a date. */
const meta: Meta<StillProps> = {
  title: 'Components/Notices',
  component: Still,
  render: (args) => (
    <Still {...args}>
      <CurrentPlan />
      <SubscriptionNotice />
      <ScheduledChangeNotice />
    </Still>
  ),
};

export default meta;

type Story = StoryObj<StillProps>;

const base = flowStates.choosing;
const held = (subscription: Subscription) => ({ ...base, catalog: aCatalog({ subscription }) });

const able = (subscription: Subscription, capabilities: Partial<Capabilities>) => ({
  ...base,
  catalog: aCatalog({ subscription, capabilities: someCapabilities(capabilities) }),
});

export const Active: Story = { args: { state: held(subscriptions.active) } };
export const Trialing: Story = { args: { state: held(subscriptions.trialing) } };
export const PastDue: Story = { args: { state: held(subscriptions.past_due) } };
export const OnHold: Story = { args: { state: held(subscriptions.on_hold) } };
export const PendingPayment: Story = { args: { state: held(subscriptions.pending_payment) } };
export const Paused: Story = { args: { state: held(subscriptions.paused) } };
export const Canceled: Story = { args: { state: held(subscriptions.canceled) } };
export const Scheduled: Story = { args: { state: held(aProSubscription({ scheduledChange: aScheduledChange() })) } };
export const ScheduledForGood: Story = {
  args: {
    state: held(aProSubscription({ scheduledChange: aScheduledChange({ undoable: false, replaceable: false }) })),
  },
};
export const Ending: Story = {
  args: { state: held(aSubscription({ cancellation: { effectiveAt: PERIOD_END, undoable: true } })) },
};
export const PendingChange: Story = { args: { state: held(aSubscription({ pendingChange: aPendingChange() })) } };
export const PendingReview: Story = {
  args: { state: held(aSubscription({ pendingChange: aPendingChange({ reason: 'review', recoveryUrl: null }) })) },
};
export const Undoing: Story = { args: { state: flowStates.undoing } };
export const Undone: Story = { args: { state: flowStates.undo_settled } };
export const TooLateToUndo: Story = { args: { state: { ...flowStates.undo_settled, outcome: undoOutcomes.rejected } } };
export const UndoUnknown: Story = { args: { state: { ...flowStates.undo_settled, outcome: undoOutcomes.unknown } } };
export const UndoFailed: Story = { args: { state: flowStates.undo_failed } };

/** Billing names no page for it, and makes none: its customer pages are the way, or people. */
export const OnHoldWithThePortal: Story = { args: { state: able(subscriptions.on_hold, { recoveryLink: false }) } };
export const OnHoldWithSupport: Story = {
  args: { state: able(subscriptions.on_hold, { recoveryLink: false, portal: false }) },
};
export const EndingForGood: Story = { args: { state: held(heldSubscriptions.endingForGood) } };
export const EndingAfterGrace: Story = { args: { state: held(heldSubscriptions.endingAfterGrace) } };
/** Each alone, where the host wants it. */
export const Alone: Story = {
  args: {
    state: held(
      aSubscription(
        { pendingChange: aPendingChange() },
        { status: 'past_due', recoveryUrl: 'https://billing.example/pay' },
      ),
    ),
  },
  render: (args) => (
    <Still {...args}>
      <PaymentIssueNotice />
      <p>Other things of the host.</p>
      <PendingChangeNotice />
    </Still>
  ),
};
/** The host says where another plan is chosen. */
export const ScheduledWithAWayToReplace: Story = {
  args: { state: held(aProSubscription({ scheduledChange: aScheduledChange() })) },
  render: (args) => (
    <Still {...args}>
      <ScheduledChangeNotice onReplace={() => {}} />
    </Still>
  ),
};
