import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ChangePlan, ChangePlanDialog, type PreviewOutcome, type Selection } from 'planshift';
import { createSandbox } from 'planshift/sandbox';
import {
  aCatalog,
  aCheckoutPreview,
  aQuote,
  aScheduledPreview,
  blockedPreviews,
  flowStates,
  someCapabilities,
} from 'planshift/testing';
import { show, showLive } from './stage.js';

const priceId = 'price_pro_monthly';
const review = (preview: PreviewOutcome, selection: Selection = { priceId }, catalog = aCatalog()) => ({
  ...flowStates.reviewing,
  catalog,
  choice: { ...flowStates.reviewing.choice, selection },
  selection,
  preview,
});

describe('the time of a change', () => {
  const group = () => screen.queryByRole('radiogroup', { name: 'When it happens' });
  const option = (name: string) => screen.getByRole('radio', { name });

  it('is what the preview says, until the customer chooses otherwise and the price follows', async () => {
    const { flow } = show(<ChangePlanDialog />, review(aQuote()));
    expect(option('Now')).toBeChecked();
    await userEvent.click(option('At the next renewal'));
    expect(flow.calls).toEqual([['choosePrice', { priceId, effectiveAt: 'next_billing_date' }]]);
    const selection = { priceId, effectiveAt: 'next_billing_date' } as const;
    act(() => flow.move({ ...flowStates.previewing, selection }));
    expect(option('At the next renewal')).toBeChecked();
    expect(screen.getByRole('button', { name: /^Pay/ })).toHaveAttribute('aria-disabled', 'true');
    act(() => flow.move(review(aScheduledPreview(), selection)));
    expect(option('At the next renewal')).toBeChecked();
    expect(option('At the next renewal')).toHaveFocus();
  });

  it('keeps what else was chosen', async () => {
    const { flow } = show(<ChangePlanDialog />, review(aScheduledPreview(), { priceId, quantity: 3 }));
    await userEvent.click(option('Now'));
    expect(flow.calls).toEqual([['choosePrice', { priceId, quantity: 3, effectiveAt: 'immediately' }]]);
  });

  it('says so where billing makes the change at another time than was asked for', () => {
    show(<ChangePlanDialog />, review(aScheduledPreview(), { priceId, effectiveAt: 'immediately' }));
    expect(option('At the next renewal')).toBeChecked();
    expect(screen.getByText('This change can only be made at the next renewal.')).toBeVisible();
  });

  it('offers the renewal where seats are in the way now', () => {
    show(<ChangePlanDialog />, review(blockedPreviews.seat_limit_exceeded));
    expect(group()).toBeVisible();
  });

  it('cannot be chosen any more once it was sent', () => {
    const { flow } = show(<ChangePlanDialog />, review(aQuote()));
    act(() => flow.move(flowStates.confirming));
    expect(option('Now')).toBeDisabled();
  });

  it.each<[string, PreviewOutcome, Partial<Parameters<typeof aCatalog>[0]>]>([
    ['billing sets the time', aQuote(), { capabilities: someCapabilities({ chooseTiming: false }) }],
    ['a checkout comes first', aCheckoutPreview(), {}],
    ['there is no subscription yet', aQuote(), { subscription: null }],
    ['something else is in the way', blockedPreviews.payment_overdue, {}],
  ])('is no choice where %s', (_, preview, catalog) => {
    show(<ChangePlanDialog />, review(preview, { priceId }, aCatalog(catalog)));
    expect(group()).not.toBeInTheDocument();
  });

  it('is followed by the sandbox: chosen for later, nothing is charged and the change is scheduled', async () => {
    const sandbox = createSandbox();
    const before = sandbox.control.ledger().length;
    showLive(<ChangePlan />, sandbox.adapter(sandbox.demo));
    await userEvent.click((await screen.findAllByRole('button', { name: /^Upgrade to/ }))[0]!);
    await screen.findByRole('button', { name: /^Pay \$/ });
    await userEvent.click(option('At the next renewal'));
    await userEvent.click(await screen.findByRole('button', { name: /^Schedule the change to/ }));
    await screen.findByRole('heading', { name: /^Your plan will change to/ });
    expect(sandbox.control.ledger()).toHaveLength(before);
    const held = sandbox.control.state().subscriptions.find(({ id }) => id === sandbox.demo.subscriptionId);
    expect(held?.scheduled).not.toBeNull();
  });
});

describe('while another price is worked out', () => {
  it('keeps all of the last one in place, and confirms nothing', async () => {
    const { flow } = show(<ChangePlanDialog />, review(aScheduledPreview()));
    const consent = screen.getByRole('checkbox');
    act(() => flow.move(flowStates.previewing));
    expect(consent).toBeInTheDocument();
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByText('What changes')).toBeInTheDocument();
    await userEvent.click(dialog.getAllByRole('button').at(-1)!);
    expect(flow.calls).toEqual([]);
  });
});
