import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { CheckoutReturn, type FlowState, type NotChangedReason } from 'planshift';
import {
  aCatalog,
  appliedOutcomes,
  checkingStates,
  everyState,
  flowStates,
  notChangedOutcomes,
  settledStates,
  settledWith,
} from 'planshift/testing';
import { show } from './stage.js';

const PLANS = '/settings/billing';
const back = (state: FlowState) => show(<CheckoutReturn plansUrl={PLANS} />, state);
const title = () => screen.getByRole('heading', { level: 1 }).textContent;
const plansLink = () => screen.getByRole('link', { name: 'To your plan' });

describe('the return from a checkout', () => {
  it.each<[string, FlowState, string]>([
    ['arriving', flowStates.loading, 'Checking your payment'],
    ['verifying', checkingStates.returned, 'Checking your payment'],
    ['a change found again', checkingStates.reopened, 'Checking your payment'],
    ['one that is processed', checkingStates.processing, 'Your payment is being processed'],
    ['a payment', settledStates.applied, 'Your payment is confirmed'],
    ['a payment that is processed', settledStates.processing, 'Your payment is being processed'],
    ['no payment yet', settledStates.requires_checkout, 'Your payment has not arrived yet'],
    ['a change for later', settledStates.scheduled, 'Your plan will change to Starter on May 1, 2026'],
    ['a change that is not paid', settledWith(appliedOutcomes.failed), 'You are on Pro'],
    ['nobody knows', settledStates.unknown, 'We could not confirm the result'],
    ['nothing to check', flowStates.choosing, 'There is no payment to check'],
    ['nothing could be read', flowStates.load_failed, 'Your payment could not be looked up'],
  ])('says what is true: %s', (_, state, words) => {
    back(state);
    expect(title()).toBe(words);
  });

  it.each<[NotChangedReason, string]>([
    ['not_received', 'No payment has arrived'],
    ['declined', 'The payment was declined'],
    ['expired', 'The payment page has expired'],
    ['canceled', 'You canceled the payment'],
    ['superseded', 'Your plan was changed elsewhere'],
  ])('says what did not happen: %s', (reason, words) => {
    back(settledWith(notChangedOutcomes[reason]));
    expect(title()).toBe(words);
    expect(plansLink()).toHaveAttribute('href', PLANS);
  });

  it('shows a receipt of what was paid, and the way to the plan', () => {
    back(settledStates.applied);
    expect(screen.getByText('You are on Pro.')).toBeVisible();
    expect(screen.getByText('Charged').nextElementSibling).toHaveTextContent('$84.50');
    expect(screen.getByRole('link', { name: 'INV-1042' })).toBeVisible();
    expect(plansLink()).toHaveAttribute('data-kind', 'primary');
  });

  it('begins the same change again with a fresh price, and shows it here', async () => {
    const { flow } = back(settledWith(notChangedOutcomes.expired));
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(flow.calls).toEqual([['review', { priceId: 'price_pro_monthly' }]]);
    act(() => flow.move(flowStates.reviewing));
    expect(screen.getByRole('dialog', { name: 'Review the change' })).toBeVisible();
  });

  it('lets a waiting payment be gone on with, looked at again, or dropped', async () => {
    const { flow } = back(settledStates.requires_checkout);
    for (const name of ['Continue to checkout', 'Check again', 'Drop this change and choose again'])
      await userEvent.click(screen.getByRole('button', { name }));
    expect(flow.calls.map(([name]) => name)).toEqual(['continueCheckout', 'check', 'abandonCheckout']);
  });

  it('reads again where nothing could be read', async () => {
    const { flow } = back(flowStates.load_failed);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(flow.calls).toEqual([['reload']]);
  });

  it('says no plan of somebody who has none', () => {
    back({ ...flowStates.choosing, catalog: aCatalog({ subscription: null }) });
    expect(screen.queryByText(/You are on/)).toBeNull();
    expect(plansLink()).toBeVisible();
  });

  it.each(everyState.filter(([, { status }]) => ['settled', 'choosing', 'load_failed'].includes(status)))(
    'is no dead end: %s',
    (_, state) => {
      back(state);
      const steps = [...screen.queryAllByRole('button'), ...screen.queryAllByRole('link')];
      expect(steps.length).toBeGreaterThan(0);
    },
  );
});
