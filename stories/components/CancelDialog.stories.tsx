import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import {
  CancelDialog,
  CancelSubscription,
  ScheduledChangeNotice,
  type CancelDialogProps,
  type CancelOutcome,
} from 'planshift';
import {
  aCatalog,
  aProSubscription,
  aScheduledChange,
  cancelRejections,
  cancelSettledStates,
  cancelSettledWith,
  canceledAndGone,
  errors,
  flowStates,
  heldSubscriptions,
  someCapabilities,
  subscriptions,
  undoOutcomes,
  usd,
} from 'planshift/testing';
import { Still, type StillProps } from './Still.js';

interface Args extends StillProps {
  readonly dialog?: Partial<CancelDialogProps>;
}

/** The end of a subscription: until when it stays, what ends with it, and two ways on that are equally easy. */
const meta: Meta<Args> = {
  title: 'Components/CancelDialog',
  component: Still,
  render: ({ dialog, ...args }) => (
    <Still {...args}>
      <CancelDialog open {...dialog} />
    </Still>
  ),
};

export default meta;

type Story = StoryObj<Args>;

const pro = (
  changes: Parameters<typeof aProSubscription>[0] = {},
  able: Parameters<typeof someCapabilities>[0] = {},
) => ({
  ...flowStates.choosing,
  catalog: aCatalog({ subscription: aProSubscription(changes), capabilities: someCapabilities(able) }),
});
const settled = (outcome: CancelOutcome) => ({ state: cancelSettledWith(outcome) });

export const NowOrLater: Story = { args: { state: pro() } };
export const AtTheEndOfThePeriod: Story = { args: { state: pro({}, { cancelNow: false }) } };
export const AtOnce: Story = { args: { state: pro({}, { cancel: false }) } };
export const WithEverythingThatEnds: Story = {
  args: {
    state: pro({
      ...heldSubscriptions.withAddons,
      planId: 'plan_pro',
      planName: 'Pro',
      creditBalance: usd(2500),
      scheduledChange: aScheduledChange(),
    }),
  },
};
export const InATrial: Story = {
  args: { state: { ...flowStates.choosing, catalog: aCatalog({ subscription: subscriptions.trialing }) } },
};
export const WithASaveOffer: Story = {
  args: {
    state: pro(),
    dialog: {
      saveOffer: {
        text: 'Stay for three months at half the price. Nothing else changes.',
        label: 'Stay at half the price',
        onAccept: () => {},
      },
    },
  },
};
export const WithoutAQuestion: Story = { args: { state: pro(), dialog: { reasons: [] } } };
export const TypedConfirmation: Story = {
  args: { state: pro({}, { cancel: false }), dialog: { confirmByTyping: true, reasons: [] } },
};
export const WhileAnotherChangeIsOpen: Story = { args: { state: flowStates.checking } };
export const Canceling: Story = { args: { state: flowStates.canceling } };
export const SetForADate: Story = { args: { state: cancelSettledStates.scheduled } };
export const Ended: Story = { args: { state: cancelSettledStates.canceled } };
export const EndedAndGone: Story = { args: settled(canceledAndGone) };
export const AChangeIsInTheWay: Story = {
  args: {
    state: {
      ...cancelSettledStates.rejected,
      catalog: aCatalog({ subscription: aProSubscription({ scheduledChange: aScheduledChange() }) }),
    },
  },
};
export const CanceledBefore: Story = { args: settled(cancelRejections.already_canceled) };
export const NotSupported: Story = { args: settled(cancelRejections.not_supported) };
export const SupportHasTo: Story = { args: settled(cancelRejections.contact_support) };
export const Unknown: Story = { args: { state: cancelSettledStates.unknown } };
export const NotSent: Story = { args: { state: { ...flowStates.cancel_failed, error: errors.offline } } };
export const LostAnswer: Story = { args: { state: flowStates.cancel_failed } };
export const TakingItBack: Story = { args: { state: flowStates.undoing } };
export const Kept: Story = {
  args: {
    state: {
      ...flowStates.undo_settled,
      scheduled: aScheduledChange({ id: 'sub_harbor', planId: null, planName: null, priceId: null, interval: null }),
      catalog: aCatalog({ subscription: aProSubscription() }),
    },
  },
};
export const TheChangeWasTakenBack: Story = {
  args: { state: { ...flowStates.undo_settled, catalog: aCatalog({ subscription: aProSubscription() }) } },
};
export const TooLateToKeep: Story = { args: { state: { ...flowStates.undo_settled, outcome: undoOutcomes.rejected } } };
export const NotTakenBack: Story = { args: { state: flowStates.undo_failed } };

/** The button on the page that opens it. */
export const TheButton: Story = {
  args: { state: pro() },
  render: ({ state }) => (
    <Still state={state}>
      <CancelSubscription />
    </Still>
  ),
};
export const TheButtonWhereBillingCannot: Story = {
  args: { state: pro({}, { cancel: false, cancelNow: false }) },
  render: TheButton.render,
};
export const TheButtonWhereNothingCan: Story = {
  args: { state: pro({}, { cancel: false, cancelNow: false, portal: false }) },
  render: TheButton.render,
};
export const AfterIt: Story = {
  args: { state: { ...flowStates.choosing, catalog: aCatalog({ subscription: heldSubscriptions.ending }) } },
  render: ({ state }) => (
    <Still state={state}>
      <ScheduledChangeNotice />
      <CancelSubscription />
    </Still>
  ),
};

/** Held by the host. */
export const Controlled: Story = {
  args: { state: pro() },
  render: function Controlled({ state }) {
    const [isOpen, setOpen] = useState(false);
    return (
      <Still state={state}>
        <button type="button" onClick={() => setOpen(true)}>
          Leave Harbor
        </button>
        <CancelDialog open={isOpen} onOpenChange={setOpen} />
      </Still>
    );
  },
};
