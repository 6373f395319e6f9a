import type { Meta, StoryObj } from '@storybook/react-vite';
import { ProrationPreview, type PreviewOutcome } from 'planshift';
import { aCatalog, aSubscription, blockedPreviews, flowStates, previews, quotes } from 'planshift/testing';
import { Still, type StillProps } from './Still.js';

/** What a change costs today and later: the statement of a review. */
const meta: Meta<StillProps> = {
  title: 'Components/ProrationPreview',
  component: Still,
  render: (args) => (
    <Still {...args}>
      <ProrationPreview />
    </Still>
  ),
};

export default meta;

type Story = StoryObj<StillProps>;

const review = (preview: PreviewOutcome) => ({ ...flowStates.reviewing, preview });

export const AnExactAmount: Story = { args: { state: review(previews.quote) } };
export const AnEstimate: Story = { args: { state: review(quotes.estimate) } };
export const TaxInThePrices: Story = { args: { state: review(quotes.taxIncluded) } };
export const EveryKindOfLine: Story = { args: { state: review(quotes.everyLine) } };
export const ADiscountThatEnds: Story = {
  args: {
    state: {
      ...review(quotes.everyLine),
      catalog: aCatalog({
        subscription: aSubscription({
          discounts: [{ code: 'LAUNCH', name: 'Launch offer', endsAt: '2026-07-01T00:00:00.000Z' }],
        }),
      }),
    },
  },
};
export const WithoutLines: Story = { args: { state: review(quotes.withoutLines) } };
export const NothingDue: Story = { args: { state: review(quotes.nothingDue) } };
export const ACredit: Story = { args: { state: review(quotes.credit) } };
export const AnotherInterval: Story = { args: { state: review(quotes.interval) } };
export const Scheduled: Story = { args: { state: review(previews.scheduled) } };
export const AtACheckout: Story = { args: { state: review(previews.requires_checkout) } };
export const BlockedBySeats: Story = { args: { state: review(previews.blocked) } };
export const BlockedByAPayment: Story = { args: { state: review(blockedPreviews.payment_overdue) } };
export const BlockedForPeopleToSolve: Story = { args: { state: review(blockedPreviews.dispute_open) } };
export const WithoutAnAmount: Story = { args: { state: review(previews.unavailable) } };
export const Calculating: Story = { args: { state: flowStates.previewing } };
export const Updating: Story = { args: { state: { ...flowStates.previewing, earlier: previews.quote } } };
export const Failed: Story = { args: { state: flowStates.preview_failed } };
