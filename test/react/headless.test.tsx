import { StrictMode, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import {
  ChangePlanProvider,
  useAnnouncements,
  useBillingInterval,
  useBillingLink,
  useCancelSubscription,
  useCredit,
  usePlanPicker,
  useReviewChoices,
  useSubscriptionNotices,
  type Action,
} from 'planshift/headless';
import { everyState } from 'planshift/testing';
import type { BillingAdapter, StateOf } from 'planshift';
import { createSandbox } from 'planshift/sandbox';
import { PlanSettings } from '../../examples/headless/PlanSettings.js';
import { ownEnvironment, stillFlow } from '../components/stage.js';

const LIMIT = 30_000;
const press = (name: RegExp | string) => userEvent.click(screen.getByRole('button', { name }));

function page(adapter: BillingAdapter, children: ReactNode) {
  return render(
    <StrictMode>
      <ChangePlanProvider adapter={adapter} environment={ownEnvironment()} timeZone="UTC">
        {children}
      </ChangePlanProvider>
    </StrictMode>,
  );
}

function Act({ action }: { readonly action: Action }) {
  if (action.kind === 'link') return <a {...action.getProps()}>{action.label}</a>;
  return <button {...action.getProps()}>{action.label}</button>;
}

describe('the hooks without markup', () => {
  it.each(everyState)('draw %s by themselves, and on a server', (_, state) => {
    const ui = (
      <ChangePlanProvider flow={stillFlow(state)} timeZone="UTC">
        <PlanSettings />
        <Care />
      </ChangePlanProvider>
    );
    expect(renderToString(ui)).toContain('</main>');
    const { container } = render(ui);
    expect(container.textContent).not.toBe('');
    expect(container.textContent).not.toMatch(/undefined|\[object|\{\w+\}/);
    expect(container.innerHTML).not.toMatch(/ps-|class="(?!unseen)/);
    const ids = [...container.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const named = [...container.querySelectorAll('[aria-labelledby], [aria-describedby]')].flatMap((node) =>
      `${node.getAttribute('aria-labelledby') ?? ''} ${node.getAttribute('aria-describedby') ?? ''}`
        .trim()
        .split(/\s+/),
    );
    const dialog = container.querySelector('dialog');
    const unnamed = dialog?.hasAttribute('open') ? null : dialog?.getAttribute('aria-labelledby');
    expect(named.filter((id) => id !== unnamed && !ids.includes(id))).toEqual([]);
  });

  it('let a handler of the host come first, and stop what would follow', { timeout: LIMIT }, async () => {
    function Picker({ stops }: { readonly stops: boolean }) {
      const { options } = useBillingInterval();
      const onChange = vi.fn((event: { preventDefault: () => void }) => stops && event.preventDefault());
      return options.map((option) => (
        <input
          key={option.key}
          {...option.getInputProps({ onChange, 'aria-labelledby': undefined, 'aria-label': option.label })}
        />
      ));
    }
    const sandbox = createSandbox();
    const { unmount } = page(sandbox.adapter(sandbox.demo), <Picker stops />);
    await userEvent.click(await screen.findByRole('radio', { name: 'Yearly' }));
    expect(screen.getByRole('radio', { name: 'Monthly' })).toBeChecked();
    unmount();
    page(sandbox.adapter(sandbox.demo), <Picker stops={false} />);
    await userEvent.click(await screen.findByRole('radio', { name: 'Yearly' }));
    expect(screen.getByRole('radio', { name: 'Yearly' })).toBeChecked();
  });

  it('choose a plan as a radio, and tell prices that moved', { timeout: LIMIT }, async () => {
    const onPriceChange = vi.fn();
    function Form() {
      const interval = useBillingInterval();
      const picker = usePlanPicker({ mode: 'choose', onPriceChange });
      const { status, getStatusProps } = useAnnouncements();
      return (
        <>
          <p {...getStatusProps()}>{status}</p>
          {interval.options.map((option) => (
            <label key={option.key}>
              <input {...option.getInputProps()} /> <span {...option.getLabelProps()}>{option.label}</span>
              <span {...option.getSavingProps()}>{option.saving}</span>
            </label>
          ))}
          <h2 {...picker.getTitleProps()}>{picker.title}</h2>
          <div {...picker.getGroupProps()}>
            {picker.plans.map((plan) => (
              <div key={plan.plan.id} {...plan.getCardProps()}>
                {plan.getRadioProps && <input {...plan.getRadioProps()} />}
                <b {...plan.getNameProps()}>{plan.plan.name}</b> <i {...plan.getPriceProps()}>{plan.words.price}</i>
                <i {...plan.getNoteProps()}>{plan.words.note}</i>
              </div>
            ))}
          </div>
        </>
      );
    }
    const sandbox = createSandbox();
    page(sandbox.adapter(sandbox.demo), <Form />);
    expect(await screen.findByRole('radiogroup', { name: 'Choose a plan' })).toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'Business' }));
    expect(screen.getByRole('radio', { name: 'Business' })).toBeChecked();
    expect(onPriceChange).toHaveBeenCalledWith('pri_business_monthly');
    await userEvent.click(screen.getByRole('radio', { name: 'Yearly' }));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/^Prices are now per year/));
  });

  it('end a subscription after a second look, keep it after all, and buy credit', { timeout: LIMIT }, async () => {
    const sandbox = createSandbox();
    const held = () => sandbox.control.state().subscriptions.find(({ id }) => id === sandbox.demo.subscriptionId);
    page(sandbox.adapter(sandbox.demo), <Care />);
    await screen.findByRole('button', { name: /^Cancel .* on / });
    await press(/^Cancel .* on /);
    await screen.findByRole('button', { name: /^Done$/ });
    expect(held()?.cancellation).not.toBeNull();
    await press(/^Keep /);
    await waitFor(() => expect(held()?.cancellation).toBeNull());
    await userEvent.click(await screen.findByRole('button', { name: /^Done$/ }));
    const credit = held()?.credit ?? 0;
    const pay = await screen.findByRole('button', { name: /^Pay \$/ });
    const shown = Math.round(Number(/\$([\d.]+)/.exec(pay.textContent ?? '')?.[1]) * 100);
    await userEvent.click(pay);
    await waitFor(() => expect(held()?.credit).toBe(credit + shown));
  });
});

describe('what is chosen beside a plan, without markup', () => {
  function Choices() {
    const choices = useReviewChoices();
    const { quantity, addons, discounts } = choices ?? {};
    return (
      <>
        {quantity && (
          <>
            <label {...quantity.getLabelProps()}>{quantity.label}</label>
            <input {...quantity.getInputProps()} />
            <small {...quantity.getHintProps()}>{quantity.hint}</small>
            <Act action={quantity.more} />
          </>
        )}
        {[...(addons?.options ?? []), ...(discounts?.options ?? [])].map((option) => (
          <label key={option.key}>
            <input {...option.getInputProps()} /> {option.label}
          </label>
        ))}
        {discounts && (
          <>
            <label {...discounts.getLabelProps()}>{discounts.codeLabel}</label>
            <input {...discounts.getInputProps()} />
            <Act action={discounts.apply} />
            <small {...discounts.getErrorProps()}>{discounts.error}</small>
          </>
        )}
      </>
    );
  }

  function draw(changes: { readonly blocked?: boolean; readonly code?: string } = {}) {
    const state = everyState
      .map(([, one]) => one)
      .find(
        (one): one is StateOf<'reviewing'> =>
          one.status === 'reviewing' && one.preview.status === 'quote' && one.catalog.subscription !== null,
      );
    if (!state?.catalog.subscription || state.preview.status === 'blocked') throw new Error('No review to look at.');
    const addon = {
      id: 'add_1',
      name: 'Backups',
      amount: null,
      interval: { interval: 'month', intervalCount: 1 },
    } as const;
    const { change, impact } = state.preview;
    const flow = stillFlow({
      ...state,
      selection: {
        ...state.selection,
        ...(changes.code && { discountCodes: { intent: 'replace', values: [changes.code] } }),
      },
      preview: changes.blocked
        ? { status: 'blocked', reason: 'discount_invalid', change, impact, recoveryUrl: null }
        : state.preview,
      catalog: {
        ...state.catalog,
        addons: [addon],
        capabilities: { ...state.catalog.capabilities, quantity: true, addons: true, discounts: true },
        subscription: {
          ...state.catalog.subscription,
          quantity: 3,
          discounts: [],
          addons: [{ addonId: 'add_1', name: 'Backups', quantity: 1 }],
        },
      },
    });
    render(
      <ChangePlanProvider flow={flow}>
        <Choices />
      </ChangePlanProvider>,
    );
    return () => flow.calls.at(-1)?.[1];
  }

  it('asks for one more, and for a number once it is typed to the end', async () => {
    const asked = draw();
    await press('One more');
    expect(asked()).toMatchObject({ quantity: 4 });
    const field = screen.getByRole('spinbutton');
    await userEvent.clear(field);
    await userEvent.type(field, '12{Enter}');
    expect(asked()).toMatchObject({ quantity: 12 });
    await userEvent.clear(field);
    await userEvent.type(field, '0');
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription(/./);
  });

  it('removes an add-on only where it is turned off', async () => {
    const asked = draw();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Backups' }));
    expect(asked()).toMatchObject({ addons: { intent: 'remove' } });
  });

  it('applies a code, and keeps one that is refused in its field, to be put right', async () => {
    const asked = draw();
    await userEvent.type(screen.getByRole('textbox', { name: 'Promotion code' }), 'SPRING{Enter}');
    expect(asked()).toMatchObject({ discountCodes: { intent: 'replace', values: ['SPRING'] } });
  });

  it('says at its field that a code cannot be used, and lets it go', async () => {
    const asked = draw({ blocked: true, code: 'OLD' });
    const field = screen.getByRole('textbox', { name: 'Promotion code' });
    expect(field).toHaveValue('OLD');
    expect(field).toHaveAccessibleDescription(/OLD.*cannot be used/);
    await press('Remove the code');
    expect(asked()).toMatchObject({ discountCodes: { intent: 'keep' } });
  });
});

function Care() {
  const cancel = useCancelSubscription();
  const credit = useCredit();
  const portal = useBillingLink('portal');
  const notices = useSubscriptionNotices();
  return (
    <main>
      {notices.map(({ kind, text, action }) => (
        <p key={kind}>
          {text} {action && <Act action={action} />}
        </p>
      ))}
      {cancel?.question && (
        <>
          <p>{cancel.question.sentence}</p>
          <Act action={cancel.question.confirm} />
        </>
      )}
      {cancel?.outcome && (
        <>
          <p>{cancel.outcome.title}</p>
          {cancel.outcome.steps.map((step) => (
            <Act key={step.label} action={step} />
          ))}
        </>
      )}
      {credit?.pay && !credit.outcome && <Act action={credit.pay} />}
      {credit?.outcome && <p>{credit.outcome.title}</p>}
      {portal.isAvailable && <Act action={portal.action} />}
    </main>
  );
}
