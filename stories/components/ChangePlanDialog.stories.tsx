import type { Meta, StoryObj } from '@storybook/react-vite';
import { screen, userEvent } from 'storybook/test';
import {
  AddonsField,
  californiaConsent,
  ChangePlanDialog,
  createConsent,
  DiscountsField,
  euConsent,
  QuantityField,
  type ChangePlanDialogProps,
  type PreviewOutcome,
  type Selection,
} from 'planshift';
import {
  aCatalog,
  aQuote,
  aScheduledPreview,
  aSubscription,
  blockedPreviews,
  flowStates,
  monthly,
  previews,
  quotes,
  reviewingStates,
  scheduledToFree,
  settledStates,
  usd,
} from 'planshift/testing';
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

/** Eight seats are paid for, five are in use; one add-on and one discount are held. */
const rich = aCatalog({
  addons: [...aCatalog().addons, { id: 'addon_domain', name: 'Custom domain', amount: usd(200), interval: monthly }],
  subscription: aSubscription({
    quantity: 8,
    usage: [
      { featureId: 'seats', used: 5, included: 8 },
      { featureId: 'projects', used: 7, included: 10 },
    ],
    addons: [{ addonId: 'addon_storage', name: 'Extra storage', quantity: 3 }],
    discounts: [{ code: 'LAUNCH', name: 'Launch offer', endsAt: '2026-07-01T00:00:00.000Z' }],
  }),
});
const chosen = (preview: PreviewOutcome, changes: Partial<Selection> = {}, catalog = rich) => ({
  ...flowStates.reviewing,
  catalog,
  selection: { priceId: 'price_pro_monthly', ...changes },
  preview,
});
const choices = (
  <>
    <QuantityField />
    <AddonsField />
    <DiscountsField />
  </>
);
const given = (props: ChangePlanDialogProps) => (args: StillProps) => (
  <Still {...args}>
    <ChangePlanDialog open {...props} />
  </Still>
);
const remedies = {
  seats: { href: '/members', label: 'Manage members' },
  projects: { href: '/projects', label: 'Archive projects' },
};

export const AtTheNextRenewal: Story = {
  args: { state: chosen(aScheduledPreview({ impact: [] }), { effectiveAt: 'next_billing_date' }) },
};
export const OnlyAtTheNextRenewal: Story = {
  args: { state: chosen(aScheduledPreview({ impact: [] }), { effectiveAt: 'immediately' }) },
};
export const EveryChoice: Story = { args: { state: chosen(aQuote()) }, render: given({ choices }) };
export const TooFewSeats: Story = {
  args: { state: chosen(aQuote(), { quantity: 5 }) },
  render: given({ choices: <QuantityField /> }),
};
export const ACode: Story = {
  args: { state: chosen(aQuote(), { discountCodes: { intent: 'replace', values: ['LAUNCH', 'SPRING'] } }) },
  render: given({ choices: <DiscountsField /> }),
};
export const ARefusedCode: Story = {
  args: {
    state: chosen(blockedPreviews.discount_invalid, {
      discountCodes: { intent: 'replace', values: ['LAUNCH', 'NOPE'] },
    }),
  },
  render: given({ choices: <DiscountsField /> }),
};
export const UpdatingAChoice: Story = {
  args: { state: { ...flowStates.previewing, catalog: rich, earlier: aQuote() } },
  render: given({ choices }),
};
export const WithRemedies: Story = { args: { state: reviewingStates.scheduled }, render: given({ remedies }) };
export const BlockedWithARemedy: Story = { args: { state: review(previews.blocked) }, render: given({ remedies }) };
export const WithoutANameOfThePaymentMethod: Story = {
  args: { state: review(aScheduledPreview({ paymentMethod: null })) },
};
export const ATypedYes: Story = {
  args: { state: review(scheduledToFree) },
  render: given({ typedConfirmation: true }),
};
const eu = createConsent(euConsent);
const california = createConsent(californiaConsent);
export const ConsentInTheEuropeanUnion: Story = {
  args: { state: flowStates.reviewing },
  render: given({ consent: eu }),
};
export const ConsentInCalifornia: Story = {
  args: { state: flowStates.reviewing },
  render: given({ consent: california }),
};
/** A confirm that cannot be sent yet says all that it lacks, with a way to each. */
export const SeveralThingsMissing: Story = {
  args: { state: chosen(scheduledToFree, { quantity: 12, effectiveAt: 'next_billing_date' }) },
  render: given({ typedConfirmation: true, consent: california, choices: <QuantityField /> }),
  play: async () => {
    const quantity = await screen.findByRole('spinbutton');
    await userEvent.clear(quantity);
    await userEvent.click(screen.getByRole('button', { name: /Free$/ }));
    await screen.findByRole('heading', { name: 'Nothing was sent. Please check:' });
  },
};
