import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ProrationPreview, type FlowState, type PreviewOutcome } from 'planshift';
import { toDecimalString } from 'planshift/core';
import {
  aProSubscription,
  aCatalog,
  aQuote,
  blockedPreviews,
  flowStates,
  previews,
  quotes,
  usd,
} from 'planshift/testing';
import { show, type Shown } from './stage.js';

const review = (preview: PreviewOutcome) => ({ ...flowStates.reviewing, preview });

const flowMove = (flow: Shown['flow'], state: FlowState) => act(() => flow.move(state));

/** The figure of "$1,234.50" or "-$5.00", as it stands on the screen. */
function figure(text: string | null): string {
  return (text ?? '').replace(/[^\d.-]/g, '');
}

describe('ProrationPreview', () => {
  it('shows what is due today, why, and what comes next', () => {
    show(<ProrationPreview />, review(aQuote()));
    expect(screen.getByText('Due today').nextElementSibling).toHaveTextContent('$84.50');
    expect(screen.getByText('Credit for unused Starter', { exact: false }).closest('div')).toHaveTextContent(
      '15 of 30 days-$14.50',
    );
    expect(screen.getByText('Next invoice').nextElementSibling).toHaveTextContent('$99.00 on May 16, 2026');
    expect(screen.getByText('Then').nextElementSibling).toHaveTextContent('$99.00 per month');
    expect(screen.getByText('Payment method').nextElementSibling).toHaveTextContent('Visa ending in 4242');
  });

  it.each(Object.entries(quotes))('shows lines that add up to the total, digit by digit: %s', (_, preview) => {
    const { container } = show(<ProrationPreview />, review(preview));
    const amounts = [...container.querySelectorAll('.ps-line dd')].map((node) => figure(node.textContent));
    if (preview.lines.length === 0) return expect(amounts).toEqual([]);
    const cents = amounts.map((amount) => Number(amount.replace('.', '')));
    const total = cents.pop();
    expect(cents.reduce((sum, one) => sum + one, 0)).toBe(total);
    expect(amounts.at(-1)).toBe(toDecimalString(preview.dueNow));
  });

  it('names the tax that is in the amount due', () => {
    show(<ProrationPreview />, review(quotes.taxIncluded));
    expect(screen.getByText(/^Includes/)).toHaveTextContent('Includes $14.08 VAT');
  });

  it('calls it tax where it has no name, and is silent where there is none', () => {
    const unnamed = { name: null, amount: usd(1408) };
    const { flow } = show(<ProrationPreview />, review(aQuote({ includedTax: unnamed })));
    expect(screen.getByText(/^Includes/)).toHaveTextContent('Includes $14.08 tax');
    flowMove(flow, review(aQuote({ includedTax: null })));
    expect(screen.queryByText(/Includes/)).not.toBeInTheDocument();
    flowMove(flow, review(aQuote()));
    expect(screen.queryByText(/Includes/)).not.toBeInTheDocument();
  });

  it('ties every amount to its label', () => {
    const { container } = show(<ProrationPreview />, review(quotes.everyLine));
    for (const amount of container.querySelectorAll('dd')) expect(amount.previousElementSibling?.tagName).toBe('DT');
    for (const amount of container.querySelectorAll('.ps-line bdi')) expect(amount.closest('dd')).not.toBeNull();
  });

  it('keeps amounts in their own order, and dates readable by machines', () => {
    const { container } = show(<ProrationPreview />, review(aQuote()));
    expect([...container.querySelectorAll('bdi')].map((node) => node.textContent)).toContain('$84.50');
    expect(container.querySelector('time')).toHaveAttribute('datetime', '2026-05-16T00:00:00.000Z');
  });

  it('says what an estimate leaves out', () => {
    show(<ProrationPreview />, review(quotes.metered));
    expect(screen.getByText('This is an estimate. Not included yet: tax, account credit, and usage.')).toBeVisible();
  });

  it('says nothing of estimates where the amount is exact', () => {
    show(<ProrationPreview />, review(aQuote({ certainty: 'exact', excludes: [] })));
    expect(screen.queryByText(/estimate/)).not.toBeInTheDocument();
  });

  it('gives the reason where nothing is due', () => {
    show(<ProrationPreview />, review(quotes.nothingDue));
    expect(screen.getByText('Nothing is due today, because your unused time covers it.')).toBeVisible();
    expect(screen.getByText('Credit left').nextElementSibling).toHaveTextContent('$21.00');
  });

  it('calls a credit a credit', () => {
    const { container } = show(<ProrationPreview />, review(quotes.credit));
    expect(container).toHaveTextContent(
      'Nothing is due today. Your unused time covers it, and $20.50 stays as credit for later bills.',
    );
  });

  it('leaves out what billing does not say', () => {
    show(<ProrationPreview />, review(aQuote({ nextInvoice: null, recurring: null, paymentMethod: null, lines: [] })));
    for (const label of ['Next invoice', 'Then', 'Payment method', 'Total'])
      expect(screen.queryByText(label)).not.toBeInTheDocument();
  });

  it('says when a later change begins, and that nothing is due', () => {
    const { container } = show(<ProrationPreview />, review(previews.scheduled));
    expect(container).toHaveTextContent('Starter starts on May 1, 2026. Until then you keep Pro.');
    expect(container).toHaveTextContent('Nothing is due today');
  });

  it('says where payment details are entered', () => {
    const { container } = show(<ProrationPreview />, review(previews.requires_checkout));
    expect(container).toHaveTextContent('You enter your payment details on checkout.example, then Pro starts.');
  });

  it('shows no amount as due where billing cannot say it', () => {
    const { container } = show(<ProrationPreview />, review(previews.unavailable));
    expect(container.querySelector('.ps-due bdi')).toBeNull();
    expect(container).toHaveTextContent('Billing sets the amount; it cannot be shown before the change.');
  });

  it('leads to billing where a payment is in the way', () => {
    show(<ProrationPreview />, review(blockedPreviews.payment_overdue));
    expect(screen.getByRole('link', { name: 'Pay now' })).toHaveAttribute(
      'href',
      'https://billing.example/pay/inv_1042',
    );
  });

  it('leads to people where only people can help', () => {
    show(<ProrationPreview />, review(blockedPreviews.dispute_open));
    expect(screen.getByRole('link', { name: 'Contact support' })).toHaveAttribute(
      'href',
      'https://harbor.example/support',
    );
  });

  it('makes no link of what is no web address', () => {
    show(<ProrationPreview />, review({ ...blockedPreviews.payment_overdue, recoveryUrl: 'javascript:alert(1)' }));
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('keeps old figures in place while they update, and hides them from assistive technology', () => {
    const { container, flow } = show(<ProrationPreview />, review(aQuote()));
    flowMove(flow, { ...flowStates.previewing, earlier: aQuote() });
    expect(container.querySelector('.ps-preview')).toHaveAttribute('aria-busy', 'true');
    expect(screen.getByText('Updating…')).toBeInTheDocument();
    expect(screen.getByText('Due today').closest('[aria-hidden="true"]')).not.toBeNull();
  });

  it('keeps them also where another plan was chosen meanwhile', () => {
    const { flow } = show(<ProrationPreview />, review(aQuote()));
    flowMove(flow, flowStates.previewing);
    expect(screen.getByText('Due today')).toBeInTheDocument();
  });

  it('never shows zero for a price it does not know', () => {
    const { container } = show(<ProrationPreview />, flowStates.previewing);
    expect(container).not.toHaveTextContent(/\d/);
    expect(screen.getByText('Calculating the price…')).toBeInTheDocument();
  });

  it('says what is still true after a failure, and tries again', async () => {
    const { flow } = show(<ProrationPreview />, flowStates.preview_failed);
    expect(
      screen.getByText('The price could not be worked out. You are still on Starter. Nothing was charged.'),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(flow.calls).toEqual([['review']]);
  });

  it('names the billing zone to a reader who lives elsewhere, and shows its days', () => {
    const state = review(aQuote({ nextInvoice: { date: '2026-05-16T03:00:00.000Z', amount: usd(9900) } }));
    show(
      <ProrationPreview />,
      { ...state, catalog: aCatalog({ billingTimeZone: 'America/Los_Angeles' }) },
      { timeZone: 'Europe/Berlin' },
    );
    expect(screen.getByText('Dates are in Pacific Time.')).toBeVisible();
    expect(screen.getByText('Next invoice').nextElementSibling).toHaveTextContent('May 15, 2026');
  });

  it('names no zone to a reader who lives in it', () => {
    show(<ProrationPreview />, { ...review(aQuote()), catalog: aCatalog({ subscription: aProSubscription() }) });
    expect(screen.queryByText(/Dates are in/)).not.toBeInTheDocument();
  });

  it('says one thing per line of the statement', () => {
    show(<ProrationPreview />, review(quotes.everyLine));
    const terms = within(screen.getByText('Total').closest('dl')!).getAllByRole('term');
    expect(new Set(terms.map((term) => term.textContent)).size).toBe(terms.length);
  });
});
