import { StrictMode, type ReactNode } from 'react';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import {
  ChangePlanProvider,
  usePlanEvents,
  useChangePlan,
  useSubscriptionCare,
  type BillingAdapter,
  type PlanEvent,
} from 'planshift';
import { createSandbox } from 'planshift/sandbox';
import { ownEnvironment } from '../components/stage.js';

const demo = { customerId: 'cus_demo', subscriptionId: 'sub_demo' };

function page(adapter: BillingAdapter, children: ReactNode) {
  return (
    <StrictMode>
      <ChangePlanProvider adapter={adapter} environment={ownEnvironment()}>
        {children}
      </ChangePlanProvider>
    </StrictMode>
  );
}

function Care() {
  const { state, catalog, cancel, topUp, openLink, acknowledge, undo } = useSubscriptionCare();
  const held = catalog?.subscription;
  const [first] = catalog?.topUps ?? [];
  return (
    <>
      <p>{`${state.status} ${held?.cancellation ? 'ends' : 'goes on'}`}</p>
      <p>{`credit ${held?.creditBalance?.amount ?? '–'}`}</p>
      <button onClick={() => cancel({ effectiveAt: 'next_billing_date', reason: 'unused' })}>cancel</button>
      {first && <button onClick={() => topUp(first)}>top up</button>}
      <button onClick={() => void openLink('portal')}>portal</button>
      <button onClick={acknowledge}>done</button>
      {held?.cancellation && (
        <button
          onClick={() =>
            undo({
              id: held.id,
              planId: null,
              planName: null,
              priceId: null,
              interval: null,
              effectiveAt: held.cancellation?.effectiveAt ?? '',
              paidUntil: null,
              undoable: true,
              replaceable: false,
            })
          }
        >
          keep
        </button>
      )}
    </>
  );
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

describe('useSubscriptionCare', () => {
  it('cancels at the end of the period and keeps the subscription after all', async () => {
    render(page(createSandbox().adapter(demo), <Care />));
    await screen.findByText('choosing goes on');
    await press('cancel');
    await screen.findByText('cancel_settled ends');
    await press('keep');
    await screen.findByText('undo_settled goes on');
    await press('done');
    await screen.findByText('choosing goes on');
  });

  it('buys credit once, however often it is pressed', async () => {
    const sandbox = createSandbox();
    render(page(sandbox.adapter(demo), <Care />));
    await screen.findByText('choosing goes on');
    const before = sandbox.control.ledger().length;
    const button = screen.getByRole('button', { name: 'top up' });
    act(() => {
      button.click();
      button.click();
    });
    await screen.findByText('top_up_settled goes on');
    expect(sandbox.control.ledger()).toHaveLength(before + 1);
  });
});

describe('usePlanEvents', () => {
  function Funnel({ heard, prevents }: { readonly heard: (event: PlanEvent) => void; readonly prevents: boolean }) {
    usePlanEvents((event) => {
      heard(event);
      if (prevents && event.type === 'chosen') event.preventDefault();
    });
    const { catalog, state, review } = useChangePlan();
    const other = catalog?.plans.find(({ id, isFree }) => id !== catalog.subscription?.planId && !isFree);
    const priceId = other?.prices[0]?.id ?? '';
    return (
      <>
        <p>{state.status}</p>
        <button onClick={() => review({ priceId })}>review</button>
      </>
    );
  }

  it('tells the steps, each once, to the listener of the latest render', async () => {
    const adapter = createSandbox().adapter(demo);
    const [first, second] = [vi.fn<(event: PlanEvent) => void>(), vi.fn<(event: PlanEvent) => void>()];
    const { rerender } = render(page(adapter, <Funnel heard={first} prevents={false} />));
    await screen.findByText('choosing');
    rerender(page(adapter, <Funnel heard={second} prevents={false} />));
    await press('review');
    await screen.findByText('reviewing');
    expect(first.mock.calls.map(([{ type }]) => type)).toEqual(['viewed']);
    expect(second.mock.calls.map(([{ type }]) => type)).toEqual(['chosen', 'previewed']);
  });

  it('lets the host prevent a step', async () => {
    const heard = vi.fn<(event: PlanEvent) => void>();
    render(page(createSandbox().adapter(demo), <Funnel heard={heard} prevents />));
    await screen.findByText('choosing');
    await press('review');
    await waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
    expect(screen.getByText('choosing')).toBeVisible();
  });
});
