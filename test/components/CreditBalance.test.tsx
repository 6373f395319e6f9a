import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import {
  BillingPortalLink,
  ChangePlanError,
  CreditBalance,
  type Capabilities,
  type Catalog,
  type FlowState,
} from 'planshift';
import { createSandbox } from 'planshift/sandbox';
import {
  aCatalog,
  declines,
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
import { show, showLive } from './stage.js';

function withCredit(able: Partial<Capabilities> = {}, changes: Partial<Catalog> = {}): FlowState {
  const subscription = heldSubscriptions.withCredit;
  return {
    ...flowStates.choosing,
    catalog: aCatalog({ subscription, capabilities: someCapabilities(able), ...changes }),
  };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const credit = (state: FlowState) => show(<CreditBalance />, state);

describe('credit', () => {
  it('is shown as billing says it', () => {
    credit(withCredit({ topUp: false }, { topUps: [] }));
    expect(screen.getByRole('heading', { name: 'Credit' })).toBeVisible();
    expect(screen.getByText('$25.00')).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('is bought for the amount on the button', async () => {
    const { flow } = credit(withCredit());
    expect(button('Pay $10.00 for credit')).toBeVisible();
    await userEvent.click(screen.getByRole('radio', { name: '$50.00' }));
    expect(screen.getByText('Paid with Visa ending in 4242.')).toBeVisible();
    await userEvent.click(button('Pay $50.00 for credit'));
    expect(flow.calls).toEqual([['topUp', { id: 'credit_50', amount: usd(5000) }]]);
  });

  it.each([
    ['billing sells none', { topUp: false }, {}],
    ['the customer may only look', {}, { may: 'view' as const }],
  ])('is not for sale where %s', (_, able, changes) => {
    credit(withCredit(able, changes));
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('is nothing where billing keeps none and sells none', () => {
    const { container } = credit(withCredit({ credits: false, topUp: false }));
    expect(container.querySelector('.ps-credit')).toBeNull();
  });

  it('waits for its answer with nothing else to press', () => {
    const { flow } = credit(flowStates.topping_up);
    const busy = button('Buying credit…');
    act(() => busy.click());
    expect(flow.calls).toEqual([]);
    for (const radio of screen.getAllByRole('radio')) expect(radio).toBeDisabled();
  });

  it('cannot be bought while another change is open', () => {
    const { flow } = credit({ ...flowStates.checking, catalog: aCatalog() });
    act(() => button(/^Pay/).click());
    expect(flow.calls).toEqual([]);
  });
});

describe('a purchase of credit', () => {
  it('tells the new balance, and is left by Done', async () => {
    const { flow } = credit(topUpSettledStates.topped_up);
    expect(screen.getByRole('heading', { name: '$10.00 of credit was bought' })).toBeVisible();
    expect(screen.getByText(/Your balance is now/).textContent).toBe('Your balance is now $35.00.');
    await userEvent.click(button('Done'));
    expect(flow.calls).toEqual([['acknowledge']]);
  });

  it('says that the balance follows, where billing is slow to show it', () => {
    credit(topUpSettledWith(toppedUpWithoutBalance));
    expect(screen.getByText('It shows in your balance soon.')).toBeVisible();
  });

  it('that waits at a checkout leads there again', async () => {
    const { flow } = credit(topUpSettledStates.requires_checkout);
    await userEvent.click(button('Continue to checkout'));
    expect(flow.calls).toEqual([['topUp', { id: 'credit_10', amount: usd(1000) }]]);
  });

  it('that was declined says why, that nothing was charged, and where another card is given', () => {
    credit(topUpSettledWith(declines.expired_card));
    expect(screen.getByText('Nothing was charged.')).toBeVisible();
    expect(screen.getByText('The card has expired.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Update payment method' })).toBeVisible();
    expect(button('Try again')).toBeVisible();
  });

  it.each(Object.entries(topUpRejections))('that was refused says why: %s', (_, outcome) => {
    credit(topUpSettledWith(outcome));
    expect(screen.getByRole('heading', { name: 'No credit was bought' })).toBeVisible();
    expect(button('Close')).toBeVisible();
  });

  it.each([
    ['unknown', topUpSettledStates.unknown],
    ['lost', flowStates.top_up_failed],
  ] as const)('that is %s is not paid twice when it is tried again', async (_, state) => {
    const { flow } = credit(state);
    expect(screen.getByText(/Trying again does not charge twice/)).toBeVisible();
    await userEvent.click(button('Try again'));
    expect(flow.calls).toEqual([['topUp', state.topUp]]);
  });

  it('that was not sent says so', () => {
    credit({ ...flowStates.top_up_failed, error: errors.offline });
    expect(screen.getByText('You are offline. Nothing was sent.')).toBeVisible();
  });

  it('is told aloud: a result politely, a refusal at once', async () => {
    const { flow } = credit(withCredit());
    act(() => flow.move(topUpSettledStates.topped_up));
    await waitFor(() =>
      expect(screen.getByRole('status')).toHaveTextContent('$10.00 of credit was bought. Your balance is now $35.00.'),
    );
    act(() => flow.move(topUpSettledWith(declines.expired_card)));
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/^The payment was declined\./));
  });

  it('on the sandbox charges once what the button said', async () => {
    const sandbox = createSandbox();
    const before = sandbox.control.ledger().length;
    showLive(<CreditBalance />, sandbox.adapter(sandbox.demo));
    await userEvent.click(await screen.findByRole('button', { name: 'Pay $10.00 for credit' }));
    expect(await screen.findByRole('heading', { name: '$10.00 of credit was bought' })).toBeVisible();
    expect(
      sandbox.control
        .ledger()
        .slice(before)
        .map(({ amount }) => amount),
    ).toEqual([1000]);
  });
});

describe('the way to billing’s own pages', () => {
  it('is asked for once, and cannot be pressed while it opens', async () => {
    const { flow } = show(<BillingPortalLink />, withCredit());
    await userEvent.click(button('Manage billing'));
    await userEvent.click(button('Opening…'));
    expect(flow.calls).toEqual([['openLink', 'portal']]);
  });

  it.each([
    ['billing has no such pages', { portal: false }, {}],
    ['the customer may only look', {}, { may: 'view' as const }],
  ])('is not there where %s', (_, able, changes) => {
    show(<BillingPortalLink />, withCredit(able, changes));
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('says why it did not open', async () => {
    const { flow } = show(<BillingPortalLink />, withCredit());
    const error = new ChangePlanError('network', 'lost', { sent: false });
    vi.spyOn(flow, 'openLink').mockImplementation(() => Promise.resolve({ status: 'failed', error }));
    await userEvent.click(button('Manage billing'));
    expect(await screen.findByText('The connection was lost. Try again.')).toBeVisible();
    expect(button('Manage billing')).toBeVisible();
  });
});
