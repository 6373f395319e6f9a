import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  AddonsField,
  californiaConsent,
  ChangePlan,
  ChangePlanDialog,
  createConsent,
  DiscountsField,
  euConsent,
  ImpactList,
  OutcomePanel,
  ProrationPreview,
  QuantityField,
  type ChangePlanDialogProps,
  type ConsentReceipt,
  type PreviewOutcome,
  type Selection,
} from 'planshift';
import { createSandbox } from 'planshift/sandbox';
import {
  aCatalog,
  aCheckoutPreview,
  aLine,
  aProSubscription,
  aQuote,
  aScheduledPreview,
  aSubscription,
  appliedOutcomes,
  appliedWithDifference,
  blockedPreviews,
  flowStates,
  impacts,
  monthly,
  previews,
  quotes,
  scheduledToFree,
  settledWith,
  someCapabilities,
  usd,
} from 'planshift/testing';
import { ownEnvironment, show, showLive } from './stage.js';

const priceId = 'price_pro_monthly';
/** On a billing system that answers in its own time. */
const LIVE = { timeout: 20_000 };
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
    const { flow } = show(<ChangePlanDialog />, review(blockedPreviews.seat_limit_exceeded));
    expect(option('Now')).toBeChecked();
    act(() => option('At the next renewal').click());
    expect(flow.calls).toEqual([['choosePrice', { priceId, effectiveAt: 'next_billing_date' }]]);
  });

  it('cannot be chosen any more once it was sent', () => {
    const { flow } = show(<ChangePlanDialog />, review(aQuote()));
    act(() => flow.move(flowStates.confirming));
    expect(option('Now')).toBeDisabled();
  });

  it.each<[string, PreviewOutcome, Partial<Parameters<typeof aCatalog>[0]>]>([
    ['billing sets the time', aQuote(), { capabilities: someCapabilities({ chooseTiming: false }) }],
    ['a checkout comes first', aCheckoutPreview(), {}],
    ['billing says neither price nor day before', previews.unavailable, {}],
    ['there is no subscription yet', aQuote(), { subscription: null }],
    ['something else is in the way', blockedPreviews.payment_overdue, {}],
  ])('is no choice where %s', (_, preview, catalog) => {
    show(<ChangePlanDialog />, review(preview, { priceId }, aCatalog(catalog)));
    expect(group()).not.toBeInTheDocument();
  });

  it('is followed by the sandbox: chosen for later, nothing is charged and the change is scheduled', LIVE, async () => {
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

const dialogWith = (props: ChangePlanDialogProps) => <ChangePlanDialog {...props} />;
const revisions = (flow: ReturnType<typeof show>['flow']) =>
  flow.calls.filter(([name]) => name === 'choosePrice').map(([, selection]) => selection);

describe('the payment method', () => {
  const change = () => screen.queryByRole('button', { name: 'Update payment method' });
  const row = () => screen.queryByText('Payment method');
  const inDialog = (preview: PreviewOutcome, changes: Partial<ReturnType<typeof aCatalog>> = {}) =>
    show(<ChangePlanDialog />, review(preview, { priceId }, aCatalog(changes)));

  it('stands with the way to change it, where billing has one', async () => {
    const { flow } = inDialog(aQuote());
    expect(row()?.nextElementSibling).toHaveTextContent(/^Visa ending in 4242Update payment method$/);
    await userEvent.click(change()!);
    expect(flow.calls).toEqual([['openLink', 'portal']]);
  });

  it('can be changed also where the preview does not name it', () => {
    inDialog(aScheduledPreview({ paymentMethod: null }));
    expect(row()?.nextElementSibling).toHaveTextContent(/^Update payment method$/);
  });

  it.each<[string, PreviewOutcome, Partial<ReturnType<typeof aCatalog>>]>([
    ['billing has no such page', aQuote(), { capabilities: someCapabilities({ portal: false }) }],
    ['the reader may only look', aQuote(), { may: 'view' }],
  ])('cannot be changed where %s', (_, preview, changes) => {
    inDialog(preview, changes);
    expect(row()?.nextElementSibling).toHaveTextContent(/^Visa ending in 4242$/);
  });

  it.each<[string, PreviewOutcome, Partial<ReturnType<typeof aCatalog>>]>([
    [
      'billing neither names nor changes it',
      aQuote({ paymentMethod: null }),
      { capabilities: someCapabilities({ portal: false }) },
    ],
    ['nothing will be charged', aScheduledPreview({ ...scheduledToFree, paymentMethod: null }), {}],
    ['a checkout asks for one', aCheckoutPreview({ paymentMethod: null }), {}],
  ])('has no row where %s', (_, preview, changes) => {
    inDialog(preview, changes);
    expect(row()).not.toBeInTheDocument();
  });
});

describe('a quantity', () => {
  // Eight seats are paid for, five are in use.
  const perSeat = aCatalog({
    subscription: aSubscription({ quantity: 8, usage: [{ featureId: 'seats', used: 5, included: 8 }] }),
  });
  const open = (selection: Selection = { priceId }, catalog = perSeat) =>
    show(dialogWith({ choices: <QuantityField /> }), review(aQuote(), selection, catalog));
  const field = () => screen.getByRole('spinbutton', { name: 'Seats' });

  it('is the one that is held, until another is chosen and the price follows', async () => {
    const { flow } = open();
    expect(field()).toHaveValue(8);
    await userEvent.click(screen.getByRole('button', { name: 'One more' }));
    await userEvent.click(screen.getByRole('button', { name: 'One fewer' }));
    expect(revisions(flow)).toEqual([
      { priceId, quantity: 9 },
      { priceId, quantity: 7 },
    ]);
  });

  it('is bounded by what is in use, and says so', async () => {
    const { flow } = open({ priceId, quantity: 5 });
    expect(field()).toHaveAccessibleDescription('At least 5, because they are in use.');
    await userEvent.click(screen.getByRole('button', { name: 'One fewer' }));
    await userEvent.clear(field());
    await userEvent.type(field(), '4');
    expect(field()).toBeInvalid();
    expect(revisions(flow)).toEqual([]);
    await userEvent.tab();
    expect(field()).toHaveValue(4);
    expect(field()).toBeInvalid();
    await userEvent.click(screen.getByRole('button', { name: 'One more' }));
    expect(field()).toHaveValue(5);
    expect(revisions(flow)).toEqual([{ priceId, quantity: 6 }]);
  });

  describe('that is typed', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());
    const type = (value: string) => fireEvent.change(field(), { target: { value } });
    const wait = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

    it('is priced once nothing is typed for a moment, and not on the way there', () => {
      const { flow } = open();
      for (const value of ['', '1', '12', '120']) {
        type(value);
        wait(250);
      }
      expect(revisions(flow)).toEqual([]);
      wait(150);
      expect(revisions(flow)).toEqual([{ priceId, quantity: 120 }]);
      expect(field()).toHaveValue(120);
    });

    it('is priced at once where the field is left or Enter is pressed, and then no second time', () => {
      const left = open();
      type('12');
      fireEvent.blur(field());
      wait(1000);
      expect(revisions(left.flow)).toEqual([{ priceId, quantity: 12 }]);
      left.unmount();
      const { flow } = open();
      type('9');
      fireEvent.keyDown(field(), { key: 'Enter' });
      expect(revisions(flow)).toEqual([{ priceId, quantity: 9 }]);
      act(() => flow.move(review(aQuote(), { priceId, quantity: 9 }, perSeat)));
      wait(1000);
      fireEvent.blur(field());
      expect(revisions(flow)).toHaveLength(1);
    });

    it('is not priced where it is the number that is held, or less than is in use', () => {
      const { flow } = open();
      for (const value of ['9', '8', '4']) {
        type(value);
        if (value !== '9') wait(1000);
      }
      fireEvent.blur(field());
      expect(revisions(flow)).toEqual([]);
    });

    it('keeps what was chosen beside it while it rested', () => {
      const { flow } = open();
      type('12');
      act(() => flow.move(review(aQuote(), { priceId, effectiveAt: 'immediately' }, perSeat)));
      wait(1000);
      expect(revisions(flow)).toEqual([{ priceId, effectiveAt: 'immediately', quantity: 12 }]);
    });
  });

  it('counts what the host says that it counts', () => {
    const catalog = aCatalog({ subscription: aProSubscription({ quantity: 2 }) });
    show(dialogWith({ choices: <QuantityField featureId="projects" /> }), review(aQuote(), { priceId }, catalog));
    expect(screen.getByRole('spinbutton', { name: 'Projects' })).toHaveAccessibleDescription(/^At least 24/);
  });

  it('is no choice where billing sells none', () => {
    open({ priceId }, aCatalog({ capabilities: someCapabilities({ quantity: false }) }));
    expect(screen.queryByRole('spinbutton')).not.toBeInTheDocument();
  });
});

describe('add-ons', () => {
  const storage = { addonId: 'addon_storage', name: 'Extra storage', quantity: 3 };
  const domain = { id: 'addon_domain', name: 'Custom domain', amount: usd(200), interval: monthly };
  const catalog = aCatalog({
    addons: [...aCatalog().addons, domain],
    subscription: aSubscription({ addons: [storage] }),
  });
  const open = (selection: Selection = { priceId }, of = catalog) =>
    show(dialogWith({ choices: <AddonsField /> }), review(aQuote(), selection, of));
  const box = (name: RegExp) => screen.getByRole('checkbox', { name });
  const kept = { addonId: 'addon_storage', quantity: 3 };

  it('that are held stay as they are, with what they cost', () => {
    const { flow } = open();
    expect(box(/^Extra storage × 3 \$5\.00 per month$/)).toBeChecked();
    expect(box(/^Custom domain/)).not.toBeChecked();
    expect(flow.calls).toEqual([]);
  });

  it('are replaced by exactly what is chosen, with the quantity that is held', async () => {
    const { flow } = open();
    await userEvent.click(box(/^Custom domain/));
    const values = [kept, { addonId: 'addon_domain', quantity: 1 }];
    expect(revisions(flow)).toEqual([{ priceId, addons: { intent: 'replace', values } }]);
  });

  it('are removed only by being turned off, and kept again by being turned on', async () => {
    const first = open();
    await userEvent.click(box(/^Extra storage/));
    expect(revisions(first.flow)).toEqual([{ priceId, addons: { intent: 'remove' } }]);
    first.unmount();
    const { flow } = open({ priceId, addons: { intent: 'remove' } });
    expect(box(/^Extra storage/)).not.toBeChecked();
    await userEvent.click(box(/^Extra storage/));
    expect(revisions(flow)).toEqual([{ priceId, addons: { intent: 'keep' } }]);
  });

  it('are no choice where one that is held could not be kept by name', () => {
    open({ priceId }, aCatalog({ addons: [domain], subscription: aSubscription({ addons: [storage] }) }));
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  });
});

describe('discounts', () => {
  const launch = { code: 'LAUNCH', name: 'Launch offer', endsAt: '2026-06-01T00:00:00.000Z' };
  const catalog = aCatalog({ subscription: aSubscription({ discounts: [launch] }) });
  const open = (selection: Selection = { priceId }, preview: PreviewOutcome = aQuote(), of = catalog) =>
    show(dialogWith({ choices: <DiscountsField /> }), review(preview, selection, of));
  const code = () => screen.getByRole('textbox', { name: 'Promotion code' });
  const replaced = (...values: readonly string[]) => ({
    priceId,
    discountCodes: { intent: 'replace', values } as const,
  });

  it('in force are shown with their end, and kept', () => {
    open();
    expect(screen.getByRole('checkbox', { name: 'Launch offer until June 1, 2026' })).toBeChecked();
  });

  it('are removed by being turned off', async () => {
    const { flow } = open();
    await userEvent.click(screen.getByRole('checkbox'));
    expect(revisions(flow)).toEqual([{ priceId, discountCodes: { intent: 'remove' } }]);
  });

  it('are joined by a code, which is applied by its button or by Enter', async () => {
    const { flow } = open();
    await userEvent.type(code(), ' SPRING ');
    await userEvent.click(screen.getByRole('button', { name: 'Apply' }));
    await userEvent.type(code(), 'FALL{Enter}');
    expect(revisions(flow)).toEqual([replaced('LAUNCH', 'SPRING'), replaced('LAUNCH', 'FALL')]);
  });

  it('tell of a refused code at its field, which keeps it to be put right', async () => {
    const { flow } = open(replaced('LAUNCH', 'NOPE'), blockedPreviews.discount_invalid);
    expect(code()).toHaveValue('NOPE');
    expect(code()).toBeInvalid();
    expect(code()).toHaveAccessibleDescription('“NOPE” cannot be used with this plan.');
    await userEvent.click(screen.getByRole('button', { name: 'Remove the code' }));
    await userEvent.clear(code());
    await userEvent.type(code(), 'SPRING{Enter}');
    expect(revisions(flow)).toEqual([{ priceId, discountCodes: { intent: 'keep' } }, replaced('LAUNCH', 'SPRING')]);
  });

  it('show a code that is good, and let it go', async () => {
    const { flow } = open(replaced('LAUNCH', 'SPRING'));
    await userEvent.click(screen.getByRole('checkbox', { name: 'SPRING' }));
    expect(revisions(flow)).toEqual([{ priceId, discountCodes: { intent: 'keep' } }]);
  });

  it('are no choice where billing takes no codes', () => {
    open({ priceId }, aQuote(), aCatalog({ capabilities: someCapabilities({ discounts: false }) }));
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  });
});

describe('what a change takes away', () => {
  const remedies = { seats: { href: '/members', label: 'Manage members' } };

  it('leads to where something can be done about it', () => {
    show(<ChangePlanDialog remedies={remedies} />, review(aScheduledPreview()));
    expect(screen.getByRole('link', { name: 'Manage members' })).toHaveAttribute('href', '/members');
  });

  it('leads there also where it stops the change', () => {
    show(<ProrationPreview remedies={remedies} />, review(blockedPreviews.seat_limit_exceeded));
    expect(screen.getByRole('link', { name: 'Manage members' })).toBeVisible();
  });

  it('leads where the host works out, for whatever it is', () => {
    const impact = [impacts.addon_removed, impacts.feature_lost];
    show(
      <ImpactList
        impact={impact}
        remedies={({ kind, name }) => (kind === 'addon_removed' ? { href: '/export', label: `Export ${name}` } : null)}
      />,
      flowStates.choosing,
    );
    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['Export Extra storage']);
  });

  it('never leads to an address that is no page', () => {
    const evil = { seats: { href: 'javascript:alert(1)', label: 'Manage members' } };
    show(<ChangePlanDialog remedies={evil} />, review(aScheduledPreview()));
    expect(screen.queryByRole('link', { name: 'Manage members' })).not.toBeInTheDocument();
  });

  it('is said yes to by typing, where the host wants that', async () => {
    const { flow } = show(<ChangePlanDialog typedConfirmation />, review(scheduledToFree));
    const button = screen.getByRole('button', { name: 'Schedule the change to Free' });
    await userEvent.click(button);
    const field = screen.getByRole('textbox', { name: /I understand what I lose.* Type Free to confirm\.$/ });
    expect(field).toHaveFocus();
    expect(field).toHaveAccessibleDescription('Type Free as it is written here.');
    await userEvent.type(field, 'Fre');
    await userEvent.click(button);
    expect(flow.calls).toEqual([]);
    await userEvent.type(field, 'e ');
    await userEvent.click(button);
    expect(flow.calls).toEqual([['confirm']]);
  });
});

describe('the statement', () => {
  it('says until when a discount in force goes on', () => {
    const catalog = aCatalog({
      subscription: aSubscription({
        discounts: [{ code: 'LAUNCH', name: 'Launch offer', endsAt: '2026-06-01T00:00:00.000Z' }],
      }),
    });
    const { container } = show(<ProrationPreview />, review(quotes.everyLine, { priceId }, catalog));
    expect(container.querySelector('[data-kind=discount]')).toHaveTextContent(
      'Discount Launch offer until June 1, 2026-$9.90',
    );
  });

  it('tells a balance that is owed from credit that is used', () => {
    const lines = [aLine(), aLine({ kind: 'balance', amount: usd(500), name: null })];
    show(<ProrationPreview />, review(aQuote({ lines, dueNow: usd(10_400) })));
    expect(screen.getByText('Unpaid balance')).toBeVisible();
    expect(screen.queryByText('Account credit used')).not.toBeInTheDocument();
  });
});

describe('the receipt', () => {
  it('has the shape of the statement: charged, invoice, next, then', () => {
    show(<OutcomePanel />, settledWith(appliedOutcomes.paid));
    expect(screen.getByText('Charged').nextElementSibling).toHaveClass('ps-due-amount');
    const rows = [...document.querySelectorAll('.ps-row dt')].map(({ textContent }) => textContent);
    expect(rows).toEqual(['Invoice', 'Next invoice', 'Then', 'Payment method']);
  });

  it('names no amount where nothing was charged', () => {
    show(<OutcomePanel />, settledWith(appliedOutcomes.none));
    expect(screen.queryByText('Charged')).not.toBeInTheDocument();
    expect(screen.getByText('Nothing was charged.')).toBeVisible();
  });

  it('shows why it was that much, with the tax that was in it, where exactly what was shown was charged', () => {
    const quote = quotes.taxIncluded;
    show(<OutcomePanel />, { ...settledWith(appliedOutcomes.paid), quote });
    expect(screen.getByText('Total').nextElementSibling).toHaveTextContent('$84.50');
    expect(screen.getByRole('region')).toHaveTextContent('Includes $14.08 VAT');
    expect(screen.getByText('15 of 30 days')).toBeInTheDocument();
  });

  it('shows no working where another amount was charged', () => {
    show(<OutcomePanel />, settledWith(appliedWithDifference));
    expect(screen.queryByText('Total')).not.toBeInTheDocument();
  });
});

describe('a consent', () => {
  const sha256 = (words: readonly string[]) => createHash('sha256').update(words.join('\n'), 'utf8').digest('hex');
  /** What the host was told, and how often the change had been confirmed by then. */
  function told() {
    const receipts: ConsentReceipt[] = [];
    return { receipts, onConsent: (receipt: ConsentReceipt) => void receipts.push(receipt) };
  }
  const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)));

  it('in the European Union has a button that says what it obliges to', () => {
    show(<ChangePlanDialog consent={createConsent(euConsent)} />, review(aQuote()));
    expect(screen.getByRole('button', { name: 'Order with obligation to pay $84.50 for Pro' })).toBeEnabled();
  });

  it.each<[string, PreviewOutcome, string]>([
    ['is an estimate', quotes.estimate, 'Order with obligation to pay $84.50 plus tax for Pro'],
    ['is paid later', previews.scheduled, 'Order with obligation to pay for Starter'],
    ['costs nothing', scheduledToFree, 'Schedule the change to Free'],
    ['is ordered at a checkout', aCheckoutPreview(), 'Continue to checkout: $99.00 plus tax'],
  ])('says so truly where the change %s', (_, preview, name) => {
    show(<ChangePlanDialog consent={createConsent(euConsent)} />, review(preview));
    expect(screen.getByRole('button', { name })).toBeEnabled();
  });

  it('in California is given apart from the button, beside the terms of renewal', async () => {
    const { flow } = show(<ChangePlanDialog consent={createConsent(californiaConsent)} />, review(aQuote()));
    await userEvent.click(screen.getByRole('button', { name: /^Pay/ }));
    expect(flow.calls).toEqual([]);
    const box = screen.getByRole('checkbox', {
      name: 'I agree that Pro renews automatically on these terms until I cancel.',
    });
    expect(box).toHaveFocus();
    const terms = box.closest('.ps-consent')?.previousElementSibling;
    expect(terms).toHaveTextContent(
      'From May 16, 2026 it renews at $99.00 per month until you cancel. You can cancel at any time before the next renewal',
    );
    await userEvent.click(box);
    await userEvent.click(screen.getByRole('button', { name: /^Pay/ }));
    expect(flow.calls).toEqual([['confirm']]);
  });

  it('is asked for anew where other terms are shown', async () => {
    const { flow } = show(<ChangePlanDialog consent={createConsent(californiaConsent)} />, review(aQuote()));
    await userEvent.click(screen.getByRole('checkbox'));
    act(() => flow.move(review(aQuote({ recurring: { amount: usd(9999), interval: monthly } }))));
    expect(screen.getByRole('checkbox')).not.toBeChecked();
  });

  it('is handed to the host with the exact words, before anything is sent', async () => {
    const { receipts, onConsent } = told();
    const sentBefore: number[] = [];
    const consent = createConsent(californiaConsent, (receipt) => {
      sentBefore.push(flow.calls.length);
      onConsent(receipt);
    });
    const { flow } = show(<ChangePlanDialog consent={consent} />, review(aQuote()));
    await settle();
    await userEvent.click(screen.getByRole('checkbox'));
    await userEvent.click(screen.getByRole('button', { name: /^Pay/ }));
    expect(sentBefore).toEqual([0]);
    expect(flow.calls).toEqual([['confirm']]);
    const [receipt] = receipts;
    expect(receipt).toMatchObject({
      policy: 'us-ca',
      version: '1',
      locale: 'en',
      agreed: ['I agree that Pro renews automatically on these terms until I cancel.'],
      dueNow: usd(8450),
      excludes: [],
      recurring: { amount: usd(9900), interval: monthly },
      preview: 'preview_upgrade',
      selection: { priceId },
    });
    // Each of its words stands on the screen as it is.
    const screenText = screen.getByRole('dialog').textContent ?? '';
    for (const words of receipt!.words) {
      const value = words.startsWith('Due today') ? '$84.50' : words;
      expect(screenText).toContain(value);
    }
    expect(receipt!.words.at(-1)).toBe('Pay $84.50 and switch to Pro');
    expect(receipt!.hash).toBe(sha256(receipt!.words));
  });

  it('is confirmed also where the host fails to take it', async () => {
    const failing = createConsent(euConsent, () => {
      throw new Error('The host could not keep it.');
    });
    const { flow } = show(<ChangePlanDialog consent={failing} />, review(aQuote()));
    const silent = vi.spyOn(window, 'onerror', 'set');
    const stop = (event: ErrorEvent) => event.preventDefault();
    window.addEventListener('error', stop);
    await userEvent.click(screen.getByRole('button', { name: /^Order/ })).catch(() => {});
    window.removeEventListener('error', stop);
    silent.mockRestore();
    expect(flow.calls).toEqual([['confirm']]);
  });

  it('is confirmed at once, with its words, where the page has no Web Crypto', async () => {
    const { receipts, onConsent } = told();
    const digest = vi.spyOn(crypto.subtle, 'digest').mockRejectedValue(new Error('none here'));
    const { flow } = show(<ChangePlanDialog consent={createConsent(euConsent, onConsent)} />, review(aQuote()));
    await userEvent.click(screen.getByRole('button', { name: /^Order/ }));
    digest.mockRestore();
    expect(flow.calls).toEqual([['confirm']]);
    expect(receipts[0]?.hash).toBeNull();
    expect(receipts[0]?.words.length).toBeGreaterThan(2);
  });

  it('bears the time of the clock that the flow runs by, and is made once per confirm', LIVE, async () => {
    const sandbox = createSandbox();
    const { receipts, onConsent } = told();
    const at = '2026-04-15T12:34:56.000Z';
    const review = { consent: createConsent(euConsent, onConsent) };
    showLive(<ChangePlan review={review} />, sandbox.adapter(sandbox.demo), ownEnvironment({ wallClock: () => at }));
    await userEvent.click((await screen.findAllByRole('button', { name: /^Upgrade to/ }))[0]!);
    await userEvent.dblClick(await screen.findByRole('button', { name: /^Order with obligation to pay \$/ }));
    await screen.findByRole('heading', { name: /^You are on/ });
    expect(receipts.map((receipt) => receipt.at)).toEqual([at]);
    expect(receipts[0]?.dueNow).toEqual(
      sandbox.control.ledger().at(-1) && expect.objectContaining({ currency: 'USD' }),
    );
    expect(receipts[0]?.dueNow?.amount).toBe(sandbox.control.ledger().at(-1)?.amount);
  });
});
