import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChangePlan, ChangePlanDialog, type FlowState } from 'planshift';
import {
  aCatalog,
  appliedOutcomes,
  aQuote,
  checkingStates,
  declines,
  flowStates,
  notChangedOutcomes,
  previews,
  quotes,
  reviewingStates,
  settledStates,
  settledWith,
  stales,
  usd,
  weekly,
  yearly,
} from 'planshift/testing';
import { show } from './stage.js';

const { choosing, previewing, reviewing, confirming, undoing } = flowStates;
const withChoice = (interval = choosing.choice.interval, priceId: string | null = 'price_pro_monthly') => ({
  ...choosing,
  choice: { interval, selection: priceId === null ? null : { priceId } },
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What the two regions say after a walk through states. */
function heard(from: FlowState, ...states: readonly FlowState[]) {
  const { flow } = show(<ChangePlan />, from);
  for (const state of states) act(() => flow.move(state));
  act(() => void vi.advanceTimersByTime(1000));
  return { status: screen.getByRole('status').textContent, alert: screen.getByRole('alert').textContent };
}

describe('what is said aloud', () => {
  it.each<[string, FlowState, FlowState, string]>([
    ['a price that takes a while', choosing, previewing, 'Calculating the price for Pro, monthly.'],
    [
      'a price',
      previewing,
      reviewing,
      'Pro, monthly. You switch to Pro as soon as you confirm. Due today: $84.50. Next invoice: $99.00 on May 16, 2026.',
    ],
    [
      'an estimate',
      previewing,
      { ...reviewing, preview: quotes.estimate },
      'Pro, monthly. You switch to Pro as soon as you confirm. Due today: $84.50 plus tax.',
    ],
    [
      'a credit',
      previewing,
      { ...reviewing, preview: quotes.credit },
      'Starter, monthly. You switch to Starter as soon as you confirm. Nothing is due today. Your unused time covers it, and $20.50 stays as credit for later bills. Next invoice: $8.50 on May 16, 2026.',
    ],
    [
      'a later change',
      previewing,
      reviewingStates.scheduled,
      'Starter starts on May 1, 2026. Until then you keep Pro. Nothing is due today, because the change happens at your next billing date. ' +
        'Starter includes 3 seats; you use 8 seats. Before May 1, 2026, remove 5 people, or some people may lose access.',
    ],
    [
      'a checkout',
      previewing,
      { ...reviewing, preview: previews.requires_checkout },
      'Pro, monthly. You enter your payment details on checkout.example, then Pro starts. Due at checkout: $99.00 plus tax.',
    ],
    [
      'another interval',
      withChoice(),
      withChoice(yearly, 'price_pro_yearly'),
      'Prices are now per year. Pro costs $990.',
    ],
    ['an interval without that plan', withChoice(), withChoice(weekly, null), 'Pro is not sold weekly.'],
    ['a confirm', reviewing, confirming, 'Changing your plan…'],
    [
      'a slow answer',
      confirming,
      { ...confirming, slow: true },
      'This is taking longer than usual. You do not need to do anything.',
    ],
    [
      'an applied change',
      confirming,
      settledStates.applied,
      'You are on Pro. The payment went through. Charged: $84.50.',
    ],
    [
      'a scheduled change',
      confirming,
      settledStates.scheduled,
      'Your plan will change to Starter on May 1, 2026. You are still on Pro. Nothing was charged.',
    ],
    [
      'no payment',
      checkingStates.returned,
      settledWith(notChangedOutcomes.not_received),
      'Nothing was changed. No payment was received. You are still on Starter. Nothing was charged.',
    ],
    [
      'nothing changed',
      checkingStates.unknown,
      settledWith(notChangedOutcomes.expired),
      'Nothing was changed. The payment page expired before anything was paid. You are still on Starter. Nothing was charged.',
    ],
    ['an undo', undoing, flowStates.undo_settled, 'The change was taken back. You stay on Pro.'],
  ])('politely: %s', (_, before, after, text) => {
    expect(heard(before, after)).toEqual({ status: text, alert: '' });
  });

  it.each<[string, FlowState, FlowState, string]>([
    [
      'an unknown outcome',
      confirming,
      checkingStates.unknown,
      'Checking what happened. We have not heard back from the billing system. Your plan may have changed. Please do not pay again; we are checking.',
    ],
    [
      'a decline',
      confirming,
      settledWith(declines.card_declined),
      'The payment was declined. You are still on Starter. Nothing was charged. The bank declined the card.',
    ],
    [
      'a payment that failed',
      confirming,
      settledWith(appliedOutcomes.failed),
      'You are on Pro. The payment failed. Update your payment method to keep Pro.',
    ],
    [
      'a price that moved',
      confirming,
      reviewingStates.amountChanged,
      'The price changed from $84.50 to $85.83. Nothing was charged. Please confirm again.',
    ],
    ['offline before sending', reviewing, reviewingStates.notSent, 'You are offline. Nothing was sent.'],
    [
      'a lost connection',
      confirming,
      { ...checkingStates.unknown, offline: true },
      'Checking what happened. You are offline. We will check as soon as you are online.',
    ],
    [
      'a refused link',
      confirming,
      settledWith({
        status: 'rejected',
        reason: 'checkout_unavailable',
        impact: [],
        recoveryUrl: null,
        reference: null,
      }),
      'The change was not made. You are still on Starter. Nothing was charged. The payment page cannot be opened. Contact support.',
    ],
    [
      'a failed price',
      previewing,
      flowStates.preview_failed,
      'The price could not be worked out. You are still on Starter. Nothing was charged.',
    ],
  ])('at once: %s', (_, before, after, text) => {
    expect(heard(before, after)).toEqual({ status: '', alert: text });
  });

  it.each(Object.entries(stales))('at once, that a price is %s', (_, { reason, shown, preview }) => {
    const { alert, status } = heard(confirming, { ...reviewing, preview, stale: { reason, shown } });
    expect(alert).toMatch(/Nothing was charged\./);
    expect(status).toBe('');
  });

  it.each(Object.entries(flowStates))('nothing on arrival in %s', (_, state) => {
    expect(heard(state)).toEqual({ status: '', alert: '' });
  });

  it('nothing of the plans that arrive', () => {
    expect(heard(flowStates.loading, choosing)).toEqual({ status: '', alert: '' });
  });

  it('only the last of several quick choices', () => {
    const other = { ...previewing, selection: { priceId: 'price_business_monthly' } };
    expect(
      heard(choosing, previewing, other, { ...reviewing, preview: aQuote({ dueNow: usd(100), lines: [] }) }).status,
    ).toMatch(/Due today: \$1\.00\./);
  });

  it('nothing of a price that was renewed and is the same', () => {
    expect(heard(reviewing, { ...reviewing, preview: aQuote({ token: 'again' }) })).toEqual({ status: '', alert: '' });
  });

  it('a fast price as one message', () => {
    const { flow } = show(<ChangePlan />, choosing);
    const said: string[] = [];
    new MutationObserver(() => {
      const text = screen.getByRole('status').textContent;
      if (text) said.push(text);
    }).observe(screen.getByRole('status'), { childList: true });
    act(() => flow.move(previewing));
    act(() => void vi.advanceTimersByTime(200));
    act(() => flow.move(reviewing));
    act(() => void vi.advanceTimersByTime(1000));
    return Promise.resolve().then(() => {
      expect(said).toHaveLength(1);
      expect(said[0]).toMatch(/Due today/);
    });
  });
});

describe('the live regions', () => {
  it('are one pair, empty at first, and the same nodes all along, inside the dialog while it is open', () => {
    const { flow } = show(<ChangePlan />, choosing);
    const [status, alert] = [screen.getByRole('status'), screen.getByRole('alert')];
    expect(status).toBeEmptyDOMElement();
    act(() => flow.move(reviewing));
    expect(screen.getByRole('status')).toBe(status);
    expect(screen.getByRole('dialog')).toContainElement(status);
    expect(screen.getByRole('dialog')).toContainElement(alert);
    act(() => flow.move(choosing));
    expect(screen.getByRole('status')).toBe(status);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('are a pair for each of two kits on a page', () => {
    show(<ChangePlanDialog />, choosing);
    show(<ChangePlanDialog />, { ...choosing, catalog: aCatalog() });
    expect(screen.getAllByRole('status')).toHaveLength(2);
  });
});
