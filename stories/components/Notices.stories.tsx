import type { Meta, StoryObj } from '@storybook/react-vite';
import { CurrentPlan, ScheduledChangeNotice, SubscriptionNotice, type Subscription } from 'planshift';
import {
  PERIOD_END,
  aCatalog,
  aPendingChange,
  aProSubscription,
  aScheduledChange,
  aSubscription,
  flowStates,
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
