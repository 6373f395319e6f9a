import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import {
  ChangePlan,
  PaymentIssueNotice,
  PendingChangeNotice,
  SubscriptionNotice,
  type Capabilities,
  type Catalog,
  type FlowState,
  type Subscription,
} from 'planshift';
import {
  aCatalog,
  aPendingChange,
  aSubscription,
  flowStates,
  someCapabilities,
  subscriptions,
} from 'planshift/testing';
import { show } from './stage.js';

function holding(
  subscription: Subscription,
  able: Partial<Capabilities> = {},
  changes: Partial<Catalog> = {},
): FlowState {
  const capabilities = someCapabilities(able);
  return { ...flowStates.choosing, catalog: aCatalog({ subscription, capabilities, ...changes }) };
}

describe('a payment that is missing', () => {
  it.each(['past_due', 'on_hold', 'pending_payment'] as const)('is told in words: %s', (status) => {
    show(<PaymentIssueNotice />, holding(subscriptions[status]));
    expect(screen.getByText(/Starter/)).toBeVisible();
  });

  it.each(['active', 'trialing', 'paused', 'canceled'] as const)('is not told of where it is not: %s', (status) => {
    const { container } = show(<PaymentIssueNotice />, holding(subscriptions[status]));
    expect(container.querySelector('.ps-notice')).toBeNull();
  });

  it('leads to the page that billing names', () => {
    show(<PaymentIssueNotice />, holding(subscriptions.past_due));
    expect(screen.getByRole('link', { name: 'Update payment method' })).toHaveAttribute(
      'href',
      'https://billing.example/pay/inv_1042',
    );
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('asks for a page of the moment where billing names none', async () => {
    const { flow } = show(<PaymentIssueNotice />, holding(subscriptions.on_hold));
    await userEvent.click(screen.getByRole('button', { name: 'Update payment method' }));
    expect(flow.calls).toEqual([['openLink', 'recovery']]);
    const busy = screen.getByRole('button', { name: 'Opening…' });
    expect(busy).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(busy);
    expect(flow.calls).toHaveLength(1);
  });

  it('leads to the customer pages where billing makes no such page', async () => {
    const { flow } = show(<PaymentIssueNotice />, holding(subscriptions.on_hold, { recoveryLink: false }));
    await userEvent.click(screen.getByRole('button', { name: 'Open billing' }));
    expect(flow.calls).toEqual([['openLink', 'portal']]);
  });

  it.each([
    ['billing has no page at all', { recoveryLink: false, portal: false }, {}],
    ['the customer may only look', {}, { may: 'view' as const }],
  ])('leads to people where %s', (_, able, changes) => {
    show(<PaymentIssueNotice />, holding(subscriptions.on_hold, able, changes));
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByRole('link', { name: 'Contact support' })).toBeVisible();
  });

  it('leads to the open checkout of a first payment, and only to one on an allowed origin', () => {
    show(<PaymentIssueNotice />, holding(subscriptions.pending_payment)).unmount();
    show(<PaymentIssueNotice />, holding(subscriptions.pending_payment));
    expect(screen.getByRole('link', { name: 'Pay now' })).toHaveAttribute('href', 'https://checkout.example/c/chk_1');
  });

  it('never links to a checkout elsewhere', () => {
    show(<PaymentIssueNotice />, holding(subscriptions.pending_payment, {}, { redirectOrigins: [] }));
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getByRole('button', { name: 'Pay now' })).toBeVisible();
  });

  it.each([
    [{ status: 'rejected', reason: 'unavailable' } as const, 'That page cannot be opened right now.'],
    [{ status: 'rejected', reason: 'not_supported' } as const, 'That page cannot be opened right now.'],
  ])('says why the page did not open, aloud too, and can be pressed again', async (result, words) => {
    const { flow } = show(<PaymentIssueNotice />, holding(subscriptions.on_hold));
    vi.spyOn(flow, 'openLink').mockImplementation(() => Promise.resolve(result));
    await userEvent.click(screen.getByRole('button', { name: 'Update payment method' }));
    expect(await screen.findByText(words)).toBeVisible();
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(words));
    expect(screen.getByRole('button', { name: 'Update payment method' })).not.toHaveAttribute('aria-disabled', 'true');
  });
});

describe('a change that waits', () => {
  const waiting = (changes: Parameters<typeof aPendingChange>[0] = {}) =>
    aSubscription({ pendingChange: aPendingChange(changes) });

  it('says for what, what holds meanwhile, and where to pay', () => {
    show(<PendingChangeNotice />, holding(waiting()));
    expect(screen.getByText('The change to Pro waits for a payment.')).toBeVisible();
    expect(screen.getByText('You are still on Starter.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Pay now' })).toBeVisible();
  });

  it('asks for a way to pay where billing gave none with it', () => {
    show(<PendingChangeNotice />, holding(waiting({ recoveryUrl: null })));
    expect(screen.getByRole('button', { name: 'Pay now' })).toBeVisible();
  });

  it('asks for no payment where it is being reviewed', () => {
    show(<PendingChangeNotice />, holding(waiting({ reason: 'review', recoveryUrl: null })));
    expect(screen.getByText('The change to Pro is being reviewed.')).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('is nothing where none waits', () => {
    const { container } = show(<PendingChangeNotice />, holding(aSubscription()));
    expect(container.querySelector('.ps-notice')).toBeNull();
  });
});

describe('the notices together', () => {
  it('are what each of them is alone, and stand in the whole section', () => {
    const both = aSubscription({ pendingChange: aPendingChange() }, { status: 'past_due', recoveryUrl: null });
    show(<SubscriptionNotice />, holding(both)).unmount();
    show(<ChangePlan />, holding(both));
    expect(screen.getByText(/Your last payment failed/)).toBeVisible();
    expect(screen.getByText('The change to Pro waits for a payment.')).toBeVisible();
  });

  it('leave no empty box where all is well', () => {
    const { container, flow } = show(<SubscriptionNotice />, holding(subscriptions.paused));
    expect(container.querySelector('.ps-notices')).not.toBeNull();
    act(() => flow.move(holding(subscriptions.active)));
    expect(container.querySelector('.ps-notices')).toBeNull();
  });
});
