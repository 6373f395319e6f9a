import type { Meta, StoryObj } from '@storybook/react-vite';
import { BillingPortalLink, CreditBalance } from 'planshift';
import {
  aCatalog,
  aProSubscription,
  errors,
  flowStates,
  heldSubscriptions,
  someCapabilities,
  topUpRejections,
  topUpSettledStates,
  topUpSettledWith,
  toppedUpWithoutBalance,
  usd,
} from 'planshift/testing';
import { Still, type StillProps } from './Still.js';

/** The credit that is held, more of it where it is sold, and the way to billing's own pages. */
const meta: Meta<StillProps> = {
  title: 'Components/CreditBalance',
  component: Still,
  render: (args) => (
    <Still {...args}>
      <CreditBalance headingLevel={2} />
    </Still>
  ),
};

export default meta;

type Story = StoryObj<StillProps>;

const base = flowStates.choosing;
const withCredit = aCatalog({ subscription: heldSubscriptions.withCredit });

export const ForSale: Story = { args: { state: { ...base, catalog: withCredit } } };
export const OneAmount: Story = {
  args: { state: { ...base, catalog: { ...withCredit, topUps: [{ id: 'credit_10', amount: usd(1000) }] } } },
};
export const BalanceOnly: Story = {
  args: {
    state: { ...base, catalog: { ...withCredit, topUps: [], capabilities: someCapabilities({ topUp: false }) } },
  },
};
export const NoBalanceYet: Story = {
  args: { state: { ...base, catalog: aCatalog({ subscription: aProSubscription() }) } },
};
export const Buying: Story = { args: { state: flowStates.topping_up } };
export const Bought: Story = { args: { state: topUpSettledStates.topped_up } };
export const BoughtAndNotShownYet: Story = { args: { state: topUpSettledWith(toppedUpWithoutBalance) } };
export const WaitingForTheCheckout: Story = { args: { state: topUpSettledStates.requires_checkout } };
export const Declined: Story = { args: { state: topUpSettledStates.declined } };
export const ThePriceMoved: Story = { args: { state: topUpSettledStates.rejected } };
export const NotForSale: Story = { args: { state: topUpSettledWith(topUpRejections.unavailable) } };
export const NotSupported: Story = { args: { state: topUpSettledWith(topUpRejections.not_supported) } };
export const Unknown: Story = { args: { state: topUpSettledStates.unknown } };
export const NotSent: Story = { args: { state: { ...flowStates.top_up_failed, error: errors.offline } } };
export const LostAnswer: Story = { args: { state: flowStates.top_up_failed } };
export const Portal: Story = {
  args: { state: base },
  render: (args) => (
    <Still {...args}>
      <BillingPortalLink />
    </Still>
  ),
};
