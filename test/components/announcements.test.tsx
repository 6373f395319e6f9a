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
    ['a price', previewing, reviewing, 'Pro, monthly: $84.50 due today. Starts now. Then $99.00 on May 16, 2026.'],
    [
      'an estimate',
      previewing,
      { ...reviewing, preview: quotes.estimate },
      'Pro, monthly: $84.50 plus tax due today. Starts now.',
    ],
    [
      'a credit',
      previewing,
      { ...reviewing, preview: quotes.credit },
      'Starter: nothing due today. Credit of $20.50 will be used for later bills.',
    ],
    [
      'a later change',
      previewing,
      reviewingStates.scheduled,
      'Starter starts on May 1, 2026. Until then you keep Pro. Nothing due today.',
    ],
    [
      'a checkout',
      previewing,
      { ...reviewing, preview: previews.requires_checkout },
      'Pro: $99.00 due. You will enter payment details on checkout.example.',
    ],
    [
      'another interval',
      withChoice(),
      withChoice(yearly, 'price_pro_yearly'),
      'Prices are now per year. Pro costs $990.',
    ],
    ['an interval without that plan', withChoice(), withChoice(weekly, null), 'Pro is not sold weekly.'],
    ['a confirm', reviewing, confirming, 'Changing your plan. Please wait.'],
    [
      'a slow answer',
      confirming,
      { ...confirming, slow: true },
      'This is taking longer than usual. You do not need to do anything.',
    ],
    ['an applied change', confirming, settledStates.applied, 'Your plan is now Pro. $84.50 was charged.'],
    ['a scheduled change', confirming, settledStates.scheduled, 'Your plan will change to Starter on May 1, 2026.'],
    [
      'no payment',
      checkingStates.returned,
      settledWith(notChangedOutcomes.not_received),
      'No payment was received. You are still on Starter. Nothing was charged.',
    ],
    [
      'nothing changed',
      checkingStates.unknown,
      settledWith(notChangedOutcomes.expired),
      'Nothing was changed and nothing was charged.',
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
      'We could not confirm the result. Your plan may have changed. Do not pay again; we are checking.',
    ],
    [
      'a decline',
      confirming,
      settledWith(declines.card_declined),
      'The payment was declined. Your plan is still Starter. Use another payment method or try again.',
    ],
    [
      'a payment that failed',
      confirming,
      settledWith(appliedOutcomes.failed),
      'Your plan is now Pro, but the payment failed. Update your payment method.',
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
      'The connection was lost after we sent your change. We will check as soon as you are online.',
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
      'The payment link was refused for your safety. Contact support.',
    ],
    [
      'a failed price',
      previewing,
      flowStates.preview_failed,
      'The price could not be worked out. You are still on Starter and nothing was charged.',
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
    ).toMatch(/^Pro, monthly: \$1\.00 due today/);
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
      expect(said[0]).toMatch(/due today/);
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
