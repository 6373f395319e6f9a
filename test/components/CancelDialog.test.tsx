import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CancelDialog,
  CancelSubscription,
  ScheduledChangeNotice,
  type CancelDialogProps,
  type Capabilities,
  type FlowState,
} from 'planshift';
import { createSandbox } from 'planshift/sandbox';
import {
  aCatalog,
  aProSubscription,
  aScheduledChange,
  cancelRejections,
  cancelSettledStates,
  cancelSettledWith,
  canceledAndGone,
  errors,
  flowStates,
  freePlan,
  heldSubscriptions,
  aSubscription,
  someCapabilities,
  subscriptions,
  usd,
} from 'planshift/testing';
import { show, showLive } from './stage.js';

// Whole dialogs are typed into key by key.
vi.setConfig({ testTimeout: 30_000 });

function holding(
  changes: Parameters<typeof aProSubscription>[0] = {},
  able: Partial<Capabilities> = {},
  catalog: Parameters<typeof aCatalog>[0] = {},
): FlowState {
  const subscription = aProSubscription(changes);
  const capabilities = someCapabilities(able);
  return { ...flowStates.choosing, catalog: aCatalog({ subscription, capabilities, ...catalog }) };
}

const dialog = (state: FlowState, props: Partial<CancelDialogProps> = {}) =>
  show(<CancelDialog open onOpenChange={() => {}} {...props} />, state);
const button = (name: string | RegExp) => screen.getByRole('button', { name });

describe('the question before a cancellation', () => {
  it('says until when the plan stays, and says it on the button', async () => {
    const { flow } = dialog(holding({}, { cancelNow: false }));
    expect(screen.getByRole('heading', { name: 'Cancel Pro' })).toHaveFocus();
    expect(screen.getByText(/stays yours until/).textContent).toBe(
      'Pro stays yours until May 1, 2026. Then it ends, and does not renew.',
    );
    await userEvent.click(button('Cancel Pro on May 1, 2026'));
    expect(flow.calls).toEqual([['cancel', { effectiveAt: 'next_billing_date', reason: null, comment: null }]]);
  });

  it('lets the customer choose between now and later where billing has both, and begins with the gentler', async () => {
    const { flow } = dialog(holding());
    expect(screen.getByRole('radio', { name: 'On May 1, 2026' })).toBeChecked();
    await userEvent.click(screen.getByRole('radio', { name: 'Now' }));
    expect(screen.getByText(/ends as soon as you confirm/).textContent).toBe(
      'Pro ends as soon as you confirm. You have paid until May 1, 2026, and give up that time.',
    );
    await userEvent.click(button('Cancel Pro now'));
    expect(flow.calls).toEqual([['cancel', { effectiveAt: 'immediately', reason: null, comment: null }]]);
  });

  it.each([
    ['cancel', { cancelNow: false }, /on May 1, 2026$/],
    ['cancelNow', { cancel: false }, / now$/],
  ])('offers no choice where billing has only %s', (_, able, label) => {
    dialog(holding({}, able));
    expect(screen.queryByRole('radio')).toBeNull();
    expect(button(/^Cancel Pro/)).toHaveAccessibleName(label);
  });

  it('names everything that ends with the plan', () => {
    const { withAddons } = heldSubscriptions;
    const { addons, discounts } = withAddons;
    dialog(holding({ addons, discounts, creditBalance: usd(2500), scheduledChange: aScheduledChange() }));
    const lost = within(screen.getByRole('list', { name: 'You lose' }));
    expect(lost.getAllByRole('listitem').map((item) => item.textContent.trim())).toEqual([
      'Seats: 10',
      'Projects: 100',
      'Single sign-on',
      'Add-on Extra storage',
      'Discount Launch offer',
    ]);
    expect(screen.getByText(/will not happen/).textContent).toBe(
      'The change to Starter on May 1, 2026 will not happen.',
    );
    expect(screen.getByText(/still hold/).textContent).toBe('You still hold $25.00 of credit.');
  });

  it('tells of the trial that ends, in a trial', () => {
    dialog({ ...flowStates.choosing, catalog: aCatalog({ subscription: subscriptions.trialing }) });
    expect(screen.getByText(/stays yours/).textContent).toContain('April 20, 2026');
  });

  it('makes staying and leaving equally easy', () => {
    dialog(holding());
    const [keep, cancel] = [button('Keep Pro'), button(/^Cancel Pro on/)];
    expect(keep.className).toBe(cancel.className);
    expect(keep.dataset.kind).toBe(cancel.dataset.kind);
    expect(keep.parentElement).toBe(cancel.parentElement);
    expect(keep.parentElement).toHaveAttribute('data-equal');
  });

  it('shows an offer of the host beside a cancel that looks the same, and closes when it is taken', async () => {
    const [onAccept, onOpenChange] = [vi.fn<() => void>(), vi.fn<(open: boolean) => void>()];
    const saveOffer = { text: 'Half the price for three months.', label: 'Stay at half the price', onAccept };
    const { flow } = dialog(holding(), { saveOffer, onOpenChange });
    expect(screen.getByText('Half the price for three months.')).toBeVisible();
    const [accept, cancel] = [button('Stay at half the price'), button(/^Cancel Pro on/)];
    expect(accept.className).toBe(cancel.className);
    expect(accept.dataset.kind).toBe(cancel.dataset.kind);
    await userEvent.click(accept);
    expect(onAccept).toHaveBeenCalledOnce();
    expect(onOpenChange).toHaveBeenCalledExactlyOnceWith(false);
    expect(flow.calls).toEqual([]);
  });

  it('asks why and lets that be left out; what is said goes along', async () => {
    const { flow } = dialog(holding({}, { cancelNow: false }));
    const why = screen.getByRole('combobox', { name: 'Why are you leaving? (optional)' });
    expect(within(why).getAllByRole('option')).toHaveLength(9);
    await userEvent.selectOptions(why, 'It costs too much');
    const comment = screen.getByRole('textbox', { name: 'What should we know? (optional)' });
    expect(comment).toHaveAttribute('maxlength', '500');
    await userEvent.type(comment, '  Too much for two people  ');
    await userEvent.click(button(/^Cancel Pro on/));
    expect(flow.calls).toEqual([
      ['cancel', { effectiveAt: 'next_billing_date', reason: 'too_expensive', comment: 'Too much for two people' }],
    ]);
  });

  it('asks only for the reasons of the host, or for none', () => {
    const { unmount } = dialog(holding(), { reasons: ['unused', 'other'] });
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
      'Choose a reason',
      'I do not use it enough',
      'Something else',
    ]);
    unmount();
    dialog(holding(), { reasons: [] });
    expect(screen.queryByRole('combobox')).toBeNull();
  });

  it('asks for the name of the plan before what cannot be taken back, where the host wants that', async () => {
    const { flow } = dialog(holding(), { confirmByTyping: true });
    expect(screen.queryByRole('textbox')).toBeNull();
    await userEvent.click(screen.getByRole('radio', { name: 'Now' }));
    const name = screen.getByRole('textbox', { name: 'To end it now, type Pro' });
    await userEvent.type(name, 'Por');
    await userEvent.click(button('Cancel Pro now'));
    expect(flow.calls).toEqual([]);
    expect(name).toHaveFocus();
    expect(name).toBeInvalid();
    expect(name).toHaveAccessibleDescription('Type Pro as it is written here.');
    await userEvent.clear(name);
    await userEvent.type(name, 'Pro');
    expect(name).toBeValid();
    await userEvent.click(button('Cancel Pro now'));
    expect(flow.calls).toHaveLength(1);
  });

  it('has no button that cannot work while another change is open, and says so', () => {
    const { flow } = dialog(flowStates.checking);
    expect(screen.getByText('Another change is in progress')).toBeVisible();
    const cancel = button(/^Cancel Starter/);
    expect(cancel).toHaveAttribute('aria-disabled', 'true');
    act(() => cancel.click());
    expect(flow.calls).toEqual([]);
  });
});

describe('while a cancellation is out', () => {
  it('keeps the dialog, its words and its focus, and says that closing would not stop it', async () => {
    const onOpenChange = vi.fn<(open: boolean) => void>();
    const { flow } = dialog(holding({}, { cancelNow: false }), { onOpenChange });
    await userEvent.selectOptions(screen.getByRole('combobox'), 'Something else');
    const press = button(/^Cancel Pro on/);
    await userEvent.click(press);
    act(() => flow.move({ ...flowStates.canceling, catalog: aCatalog({ subscription: aProSubscription() }) }));
    expect(press).toHaveFocus();
    expect(press).toHaveAccessibleName('Canceling…');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(button('Close'));
    expect(onOpenChange).not.toHaveBeenCalled();
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/Closing would not stop it/));
  });

  it('asks for nothing twice when the customer goes back after a failure', async () => {
    const { flow } = dialog(holding());
    await userEvent.selectOptions(screen.getByRole('combobox'), 'Something else');
    await userEvent.type(screen.getByRole('textbox'), 'We are moving');
    const catalog = aCatalog({ subscription: aProSubscription() });
    act(() => flow.move({ ...flowStates.cancel_failed, catalog, error: errors.offline }));
    expect(screen.getByRole('heading', { name: 'Pro was not canceled' })).toHaveFocus();
    await userEvent.click(button('Back'));
    expect(flow.calls).toEqual([['acknowledge']]);
    act(() => flow.move({ ...flowStates.choosing, catalog }));
    expect(screen.getByRole('textbox')).toHaveValue('We are moving');
  });
});

describe('the result of a cancellation', () => {
  it('that is set for a date says the date, and can be taken back at once', async () => {
    const { flow } = dialog(cancelSettledStates.scheduled);
    expect(screen.getByRole('heading', { name: 'Pro ends on May 1, 2026' })).toHaveFocus();
    await userEvent.click(button('Keep Pro'));
    expect(flow.calls).toMatchObject([['undo', { id: 'sub_harbor', planId: null }]]);
  });

  it('offers no way back where billing has none', () => {
    const { catalog } = cancelSettledStates.scheduled;
    dialog({
      ...cancelSettledStates.scheduled,
      catalog: { ...catalog, capabilities: someCapabilities({ resume: false }) },
    });
    expect(screen.queryByRole('button', { name: /^Keep/ })).toBeNull();
  });

  it('can be taken back too where billing shows the end as a move to a free plan', async () => {
    const scheduledChange = aScheduledChange({ planId: freePlan.id, planName: 'Free', priceId: 'price_free' });
    const subscription = aProSubscription({ scheduledChange });
    const { flow } = dialog(
      cancelSettledWith({ status: 'scheduled', effectiveAt: scheduledChange.effectiveAt, subscription }),
    );
    await userEvent.click(button('Keep Pro'));
    expect(flow.calls).toEqual([['undo', scheduledChange]]);
    const catalog = aCatalog({ subscription: aProSubscription() });
    act(() => flow.move({ ...flowStates.undo_settled, scheduled: scheduledChange, catalog }));
    expect(screen.getByRole('heading', { name: 'You keep Pro' })).toBeVisible();
  });

  it('that came at once says that it has ended, with or without a subscription left to show', () => {
    dialog(cancelSettledStates.canceled).unmount();
    dialog(cancelSettledWith(canceledAndGone));
    expect(screen.getByRole('heading', { name: 'Pro has ended' })).toBeVisible();
  });

  it.each(Object.entries(cancelRejections))('that was refused says why: %s', (reason, outcome) => {
    dialog(cancelSettledWith(outcome));
    const title = reason === 'already_canceled' ? 'Pro is canceled already' : 'Pro was not canceled';
    expect(screen.getByRole('heading', { name: title })).toHaveFocus();
    expect(screen.getAllByRole('button', { name: 'Close' })).toHaveLength(2);
  });

  it('leads on where a scheduled change is in the way', async () => {
    const scheduledChange = aScheduledChange();
    const catalog = aCatalog({ subscription: aProSubscription({ scheduledChange }) });
    const { flow } = dialog({ ...cancelSettledStates.rejected, catalog });
    await userEvent.click(button('Take the change back'));
    expect(flow.calls).toEqual([['undo', scheduledChange]]);
    act(() => flow.move({ ...flowStates.undo_settled, catalog: aCatalog({ subscription: aProSubscription() }) }));
    await userEvent.click(button('Go on to cancel'));
    expect(flow.calls.at(-1)).toEqual(['acknowledge']);
  });

  it.each([
    ['unknown', cancelSettledStates.unknown],
    ['lost', flowStates.cancel_failed],
  ] as const)('that is %s says that a second try has no second effect, and tries the same', async (_, state) => {
    const { flow } = dialog(state);
    expect(screen.getByText(/it is canceled once/)).toBeVisible();
    await userEvent.click(button('Try again'));
    expect(flow.calls).toEqual([['cancel', state.request]]);
  });

  it('is left by every way of closing', async () => {
    const onOpenChange = vi.fn<(open: boolean) => void>();
    const { flow } = dialog(cancelSettledStates.scheduled, { onOpenChange });
    await userEvent.click(button('Done'));
    expect(flow.calls).toEqual([['acknowledge']]);
    expect(onOpenChange).toHaveBeenCalledExactlyOnceWith(false);
  });
});

describe('what is said aloud of a cancellation', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each<[string, FlowState, 'status' | 'alert', string]>([
    ['that it is out', flowStates.canceling, 'status', 'Canceling…'],
    [
      'that it is set',
      cancelSettledStates.scheduled,
      'status',
      'Pro ends on May 1, 2026. You keep everything until then. It does not renew.',
    ],
    [
      'that it was refused',
      cancelSettledWith(cancelRejections.contact_support),
      'alert',
      'Pro was not canceled. You are still on Pro. Support has to do this for you.',
    ],
    [
      'that it was not sent',
      { ...flowStates.cancel_failed, error: errors.offline },
      'alert',
      'Pro was not canceled. You are still on Pro. You are offline. Nothing was sent.',
    ],
  ])('%s', (_, state, tone, text) => {
    const { flow } = dialog(holding());
    act(() => flow.move(state));
    act(() => void vi.advanceTimersByTime(1000));
    expect(screen.getByRole(tone)).toHaveTextContent(text);
    expect(screen.getByRole(tone === 'status' ? 'alert' : 'status')).toBeEmptyDOMElement();
  });
});

describe('the cancel dialog left to itself', () => {
  it('opens when a cancellation is sent, and closes when its result was read', async () => {
    const { flow } = show(<CancelDialog />, holding());
    expect(screen.queryByRole('dialog')).toBeNull();
    act(() => flow.move(flowStates.canceling));
    expect(screen.getByRole('dialog')).toBeVisible();
    act(() => flow.move(cancelSettledStates.scheduled));
    await userEvent.click(button('Done'));
    act(() => flow.move(holding()));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('gives the host its element', () => {
    const ref = createRef<HTMLDialogElement>();
    dialog(holding(), { ref, className: 'mine', id: 'leave' } as Partial<CancelDialogProps>);
    expect(ref.current).toBe(screen.getByRole('dialog'));
    expect(ref.current).toHaveClass('ps-dialog', 'mine');
  });
});

describe('the button that ends a subscription', () => {
  it('opens the question, and takes focus back when it is closed', async () => {
    show(<CancelSubscription />, holding());
    await userEvent.click(button('Cancel subscription'));
    expect(screen.getByRole('dialog', { name: 'Cancel Pro' })).toBeVisible();
    await userEvent.click(button('Keep Pro'));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is not there where billing cannot: it says so and leads to where it can be done', () => {
    show(<CancelSubscription />, holding({}, { cancel: false, cancelNow: false }));
    expect(screen.queryByRole('button', { name: 'Cancel subscription' })).toBeNull();
    expect(screen.getByText('This subscription cannot be canceled here.')).toBeVisible();
    expect(button('Manage billing')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Contact support' })).toBeVisible();
  });

  it('says only to whom to turn where there is no portal either', () => {
    show(<CancelSubscription />, holding({}, { cancel: false, cancelNow: false, portal: false }));
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByRole('link', { name: 'Contact support' })).toBeVisible();
  });

  it('says when it ends instead, once that is set', () => {
    show(
      <CancelSubscription />,
      holding({ cancellation: { effectiveAt: '2026-05-01T00:00:00.000Z', undoable: true } }),
    );
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByText(/ends on/).textContent).toBe('Pro ends on May 1, 2026.');
  });

  it('says so too where the end is shown as a move to a free plan', () => {
    const toFree = { planId: freePlan.id, planName: 'Free', priceId: 'price_free' };
    show(<CancelSubscription />, holding({ scheduledChange: aScheduledChange(toFree) }));
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByText(/ends on/).textContent).toBe('Pro ends on May 1, 2026.');
  });

  it.each([
    ['no subscription', holding({}, {}, { subscription: null })],
    ['one that has ended', holding({}, {}, { subscription: subscriptions.canceled })],
    ['a free plan', holding({}, {}, { subscription: aSubscription({ planId: freePlan.id, planName: 'Free' }) })],
    ['somebody who may only look', holding({}, {}, { may: 'view' })],
  ])('is not there for %s', (_, state) => {
    show(<CancelSubscription />, state);
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.queryByText(/cancel/i)).toBeNull();
  });
});

describe('a cancellation on the sandbox', () => {
  it('ends with the period, can be kept again, and moves no money', async () => {
    const sandbox = createSandbox();
    const before = sandbox.control.ledger().length;
    const held = () =>
      sandbox.control.state().subscriptions.find(({ id }) => id === sandbox.demo.subscriptionId)?.cancellation;
    showLive(
      <>
        <ScheduledChangeNotice />
        <CancelSubscription />
      </>,
      sandbox.adapter(sandbox.demo),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel subscription' }));
    await userEvent.selectOptions(screen.getByRole('combobox'), 'I do not use it enough');
    await userEvent.click(button(/^Cancel Pro on/));
    expect(await screen.findByRole('heading', { name: /^Pro ends on/ })).toHaveFocus();
    expect(held()).not.toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Keep Pro' }));
    expect(await screen.findByRole('heading', { name: 'You keep Pro' })).toHaveFocus();
    await userEvent.click(button('Done'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(held()).toBeNull();
    expect(sandbox.control.ledger()).toHaveLength(before);
    expect(await screen.findByRole('button', { name: 'Cancel subscription' })).toBeVisible();
  });
});
