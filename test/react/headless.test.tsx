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
  useSubscriptionNotices,
  type Action,
} from 'planshift/headless';
import { everyState } from 'planshift/testing';
import type { BillingAdapter } from 'planshift';
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
