import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ChangePlan, ChangePlanDialog, type ConfirmablePreview, type FlowState } from 'planshift';
import {
  aCatalog,
  aCheckoutPreview,
  aQuote,
  aSubscription,
  blockedPreviews,
  changes,
  changeOutcomes,
  flowStates,
  previews,
  quotes,
  reviewingStates,
  scheduledToFree,
  settledStates,
  settledWith,
  declines,
  usd,
} from 'planshift/testing';
import { show, type StageOptions } from './stage.js';

const base = flowStates.choosing;
const review = (preview: ConfirmablePreview, changed: Partial<typeof flowStates.reviewing> = {}) => ({
  ...flowStates.reviewing,
  ...changed,
  preview,
});
const open = (state: FlowState, options?: StageOptions) => show(<ChangePlanDialog />, state, options);
const confirmName = () => screen.getAllByRole('button').at(-1)?.textContent;

describe('the confirm button', () => {
  it.each<[string, ConfirmablePreview, string]>([
    ['an exact amount', aQuote(), 'Pay $84.50 and switch to Pro'],
    ['an estimate without tax', quotes.estimate, 'Pay $84.50 plus tax and switch to Pro'],
    ['an estimate without tax and usage', quotes.metered, 'Pay $84.50 plus tax and usage and switch to Pro'],
    [
      'an estimate without credit',
      aQuote({ certainty: 'estimate', excludes: ['credit'] }),
      'Pay $84.50 less your credit and switch to Pro',
    ],
    ['nothing due', quotes.nothingDue, 'Switch to Pro'],
    ['a credit', quotes.credit, 'Switch to Starter'],
    ['another interval', quotes.interval, 'Pay $275.50 and switch to yearly billing'],
    ['a first subscription', aQuote({ change: changes.subscribe }), 'Pay $84.50 and start Pro'],
    ['a later change', previews.scheduled, 'Schedule the change to Starter'],
    ['a checkout', aCheckoutPreview(), 'Continue to checkout: $99.00 plus tax'],
    ['a checkout that alone knows the amount', aCheckoutPreview({ dueNow: null }), 'Continue to checkout'],
  ])('says what it does with %s', (_, preview, name) => {
    open(review(preview));
    expect(screen.getByRole('button', { name })).toBeEnabled();
    expect(confirmName()).toBe(name);
  });

  it('names the credit that a customer holds and an estimate leaves out', () => {
    const catalog = aCatalog({ subscription: aSubscription({ creditBalance: usd(1000) }) });
    open(review(quotes.estimate, { catalog }));
    expect(confirmName()).toBe('Pay $84.50 plus tax, less your credit and switch to Pro');
  });

  it('confirms what is on the screen', async () => {
    const { flow } = open(review(aQuote()));
    await userEvent.click(screen.getByRole('button', { name: /^Pay/ }));
    expect(flow.calls).toEqual([['confirm']]);
  });

  it('keeps its place and focus while working, and cannot be pressed twice', async () => {
    const { flow } = open(review(aQuote()));
    const button = screen.getByRole('button', { name: /^Pay/ });
    await userEvent.click(button);
    act(() => flow.move(flowStates.confirming));
    expect(button).toHaveFocus();
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).not.toBeDisabled();
    expect(button).toHaveTextContent('Changing your plan…');
    await userEvent.click(button);
    expect(flow.calls).toEqual([['confirm']]);
  });

  it('waits for the new price while it is worked out', async () => {
    const { flow } = open({ ...flowStates.previewing, earlier: aQuote() });
    await userEvent.click(screen.getByRole('button', { name: /^Pay/ }));
    expect(flow.calls).toEqual([]);
  });

  it('is not there where the change is blocked', () => {
    open({ ...flowStates.reviewing, preview: blockedPreviews.payment_in_progress });
    expect(screen.queryByRole('button', { name: /Pay|Switch|Schedule/ })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Choose another plan' })).toBeVisible();
  });

  it('is there without an amount only where the host allows that', () => {
    open(review(previews.unavailable));
    expect(screen.queryByRole('button', { name: 'Switch to Pro' })).not.toBeInTheDocument();
    expect(screen.getByText(/cannot be confirmed here/)).toBeVisible();
  });

  it('is there without an amount where the host allows it', () => {
    open(review(previews.unavailable), { allowWithoutPreview: true });
    expect(screen.getByRole('button', { name: 'Switch to Pro' })).toBeEnabled();
  });
});

describe('the review', () => {
  it('has a name, and focus on its heading', () => {
    open(review(aQuote()));
    expect(screen.getByRole('dialog', { name: 'Review the change' })).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Review the change' })).toHaveFocus();
  });

  it('shows the six facts of a change before the yes', () => {
    open(review(aQuote()));
    const dialog = screen.getByRole('dialog');
    for (const fact of [
      'Pro, monthly',
      '$84.50',
      'as soon as you confirm',
      '$99.00 on May 16, 2026',
      'Visa ending in 4242',
      'renews at $99.00 per month until you cancel',
    ])
      expect(dialog).toHaveTextContent(fact);
  });

  it('warns of seats before the confirm', () => {
    open(reviewingStates.scheduled);
    expect(screen.getByText('Too many seats for Starter')).toBeVisible();
    expect(
      screen.getByText(/Starter includes 3 seats; you use 8 seats\. Before May 1, 2026, remove 5 people/),
    ).toBeVisible();
  });

  it('says how many people must go where seats block the change', () => {
    open({ ...flowStates.reviewing, preview: blockedPreviews.seat_limit_exceeded });
    expect(screen.getByText(/Remove 5 people first/)).toBeVisible();
  });

  it('asks for a second act before something is lost', async () => {
    const { flow } = open(review(scheduledToFree));
    await userEvent.click(screen.getByRole('button', { name: 'Schedule the change to Free' }));
    const box = screen.getByRole('checkbox', {
      name: 'I understand what I lose with this change: Seats and Single sign-on.',
    });
    expect(flow.calls).toEqual([]);
    expect(box).toHaveFocus();
    expect(box).toHaveAccessibleDescription('Tick the box above to go on.');
    await userEvent.click(box);
    await userEvent.click(screen.getByRole('button', { name: 'Schedule the change to Free' }));
    expect(flow.calls).toEqual([['confirm']]);
  });

  it('asks for that act again where another change is shown', async () => {
    const { flow } = open(review(scheduledToFree));
    await userEvent.click(screen.getByRole('checkbox'));
    act(() => flow.move(reviewingStates.scheduled));
    expect(screen.getByRole('checkbox')).not.toBeChecked();
  });

  it('asks for no second act where nothing is lost', () => {
    open(review(aQuote()));
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  });

  it('tells of the way out of the page before it happens', () => {
    open(review(aCheckoutPreview()));
    expect(screen.getByText('You will leave this page to pay on checkout.example.')).toBeVisible();
  });

  it('shows both amounts and asks again where the price moved', async () => {
    const { flow } = open(flowStates.confirming);
    act(() => flow.move(reviewingStates.amountChanged));
    const words = screen.getAllByText(
      'The price changed from $84.50 to $85.83. Nothing was charged. Please confirm again.',
    );
    expect(words[0]?.closest('.ps-notice')).toHaveFocus();
    expect(screen.getByRole('button', { name: 'Pay $85.83 and switch to Pro' })).toBeEnabled();
  });

  it('says that nothing was sent while offline, and keeps the confirm', () => {
    open(reviewingStates.notSent);
    expect(screen.getByText('You are offline. Nothing was sent.')).toBeVisible();
    expect(screen.getByRole('button', { name: /^Pay/ })).toBeEnabled();
  });

  it('goes back to the plans', async () => {
    const { flow } = open(review(aQuote()));
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(flow.calls).toEqual([['leaveReview']]);
  });

  it('closes by its button and by Escape', async () => {
    const { flow } = open(review(aQuote()));
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(flow.calls).toEqual([['leaveReview'], ['leaveReview']]);
  });

  it('does not pretend to cancel what was sent', async () => {
    const { flow } = open(flowStates.confirming);
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(flow.calls).toEqual([]);
    expect(screen.getByRole('dialog')).toBeVisible();
    expect(await screen.findByText(/Closing would not stop it/)).toBeInTheDocument();
  });
});

describe('a result in the dialog', () => {
  it('takes focus to its heading, and ends with one press', async () => {
    const { flow } = open(flowStates.confirming);
    act(() => flow.move(settledStates.applied));
    expect(screen.getByRole('heading', { name: 'You are on Pro' })).toHaveFocus();
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    expect(flow.calls).toEqual([['acknowledge']]);
    act(() => flow.move(base));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('leads from a decline to the payment method first', () => {
    const { flow } = open(flowStates.confirming);
    act(() => flow.move(settledWith(declines.card_declined)));
    const foot = screen.getByRole('dialog').querySelector('.ps-dialog-foot')!;
    expect(foot.querySelector('a, button')).toHaveTextContent('Update payment method');
    expect(
      within(screen.getByRole('dialog')).getByText('You are still on Starter. Nothing was charged.'),
    ).toBeVisible();
  });

  it('tries the same change again with a fresh price', async () => {
    const { flow } = open(flowStates.confirming);
    act(() => flow.move(settledWith(declines.insufficient_funds)));
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(flow.calls).toEqual([['review', { priceId: 'price_pro_monthly' }]]);
  });

  it('forbids a second payment while the result is unknown', () => {
    const { flow } = open(flowStates.confirming);
    act(() => flow.move(settledStates.unknown));
    expect(within(screen.getByRole('dialog')).getByText(/Please do not pay again/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Check again' })).toBeEnabled();
    expect(screen.getByText(/Last checked at/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /Pay|Try again/ })).not.toBeInTheDocument();
  });

  it('stands on the page where it was found on arrival', () => {
    show(<ChangePlan />, { ...settledWith(changeOutcomes.requires_checkout) });
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'Your payment is waiting' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Continue to checkout' })).toBeEnabled();
    expect(screen.getByRole('button', { name: 'Drop this change and choose again' })).toBeEnabled();
  });
});

describe('the dialog with the plans inside', () => {
  it('goes on only when something else is chosen', async () => {
    const { flow } = show(<ChangePlanDialog open withPicker />, base);
    await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
    expect(flow.calls).toEqual([]);
    act(() =>
      flow.move({ ...base, choice: { interval: base.choice.interval, selection: { priceId: 'price_pro_monthly' } } }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
    expect(flow.calls).toEqual([['review']]);
  });

  it('goes from the review back to the plans, and stays open', async () => {
    const { flow } = show(<ChangePlanDialog open withPicker />, review(aQuote()));
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(flow.calls).toEqual([['leaveReview']]);
    act(() => flow.move(base));
    expect(screen.getByRole('radiogroup', { name: 'Choose a plan' })).toBeVisible();
  });

  it('closes when the customer is done, rather than begin again', async () => {
    const asked: boolean[] = [];
    const { flow } = show(
      <ChangePlanDialog open withPicker onOpenChange={(isOpen) => asked.push(isOpen)} />,
      settledStates.applied,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    expect([asked, flow.calls]).toEqual([[false], [['acknowledge']]]);
  });

  it('tells the host that it wants to close', async () => {
    const asked: boolean[] = [];
    show(<ChangePlanDialog open withPicker onOpenChange={(isOpen) => asked.push(isOpen)} />, base);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(asked).toEqual([false]);
  });
});
