import { StrictMode, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { act, render, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import {
  ChangePlanError,
  PlanPicker,
  en,
  useChangePlan,
  useFormat,
  useMessages,
  type BillingAdapter,
  type FlowReport,
} from 'planshift';
import { ChangePlanFlowProvider } from 'planshift/react';
import { createSandbox } from 'planshift/sandbox';
import { aCatalog, flowStates } from 'planshift/testing';
import { ownEnvironment, show, stillFlow } from '../components/stage.js';

/** A billing system that counts how often it is read. */
function counted(catalog = aCatalog()): BillingAdapter & { readonly reads: string[] } {
  const reads: string[] = [];
  const adapter = createSandbox().adapter({ customerId: 'cus_demo', subscriptionId: 'sub_demo' });
  return {
    ...adapter,
    reads,
    getCatalog: ({ locale }) => {
      reads.push(locale);
      return Promise.resolve(catalog);
    },
  };
}

function Status() {
  const { state } = useChangePlan();
  return <p>{state.status}</p>;
}

const provider = (adapter: BillingAdapter, children: ReactNode, more: { readonly locale?: string } = {}) => (
  <ChangePlanFlowProvider adapter={adapter} messages={en} environment={ownEnvironment()} {...more}>
    {children}
  </ChangePlanFlowProvider>
);

describe('the provider', () => {
  it('reads the plans once it stands on the page', async () => {
    const adapter = counted();
    render(provider(adapter, <Status />));
    expect(screen.getByText('loading')).toBeVisible();
    expect(await screen.findByText('choosing')).toBeVisible();
    expect(adapter.reads).toEqual(['en']);
  });

  it('works where development runs effects twice', async () => {
    render(<StrictMode>{provider(counted(), <Status />)}</StrictMode>);
    expect(await screen.findByText('choosing')).toBeVisible();
  });

  it('begins anew for another billing system or language, and not for another render', async () => {
    const [one, two] = [counted(), counted()];
    const { rerender } = render(provider(one, <Status />));
    await screen.findByText('choosing');
    rerender(provider(one, <Status />));
    expect(one.reads).toHaveLength(1);
    rerender(provider(one, <Status />, { locale: 'de' }));
    await waitFor(() => expect(one.reads).toEqual(['en', 'de']));
    rerender(provider(two, <Status />, { locale: 'de' }));
    await waitFor(() => expect(two.reads).toEqual(['de']));
  });

  it('shows the first catalog before anything is read', () => {
    const html = renderToString(
      <ChangePlanFlowProvider adapter={counted()} messages={en} initialCatalog={aCatalog()}>
        <Status />
      </ChangePlanFlowProvider>,
    );
    expect(html).toContain('choosing');
  });

  it('tells the host what happened, by its latest listener', async () => {
    const said: string[] = [];
    const failing: BillingAdapter = {
      ...counted(),
      getCatalog: () => Promise.reject(new ChangePlanError('unauthorized', 'no session')),
    };
    const listen = (name: string) => (report: FlowReport) => void said.push(`${name} ${report.type}`);
    const at = (name: string) => (
      <ChangePlanFlowProvider adapter={failing} messages={en} onReport={listen(name)}>
        <Status />
      </ChangePlanFlowProvider>
    );
    const { rerender } = render(at('first'));
    rerender(at('second'));
    await screen.findByText('load_failed');
    expect(said).toEqual(['second failed']);
  });

  it('leaves a flow of the host alone', () => {
    const calls: string[] = [];
    const flow = {
      ...stillFlow(flowStates.choosing),
      start: () => void calls.push('start'),
      dispose: () => void calls.push('dispose'),
    };
    const { unmount } = render(
      <ChangePlanFlowProvider flow={flow} messages={en}>
        <Status />
      </ChangePlanFlowProvider>,
    );
    unmount();
    expect(calls).toEqual([]);
  });

  it('says what is missing where a component stands alone', () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => render(<PlanPicker />)).toThrow(/outside of <ChangePlanProvider>/);
    quiet.mockRestore();
  });

  it('moves the screen when the flow moves', () => {
    const { flow } = show(<Status />, flowStates.choosing);
    act(() => flow.move(flowStates.confirming));
    expect(screen.getByText('confirming')).toBeVisible();
  });
});

describe('the hooks', () => {
  function Words() {
    const { say } = useMessages();
    const format = useFormat();
    return <p>{`${say('act.upgrade', { plan: 'Pro' })} ${format.money({ amount: 100, currency: 'USD' })}`}</p>;
  }

  it('hand out words and formats, single words replaced by the host', () => {
    show(<Words />, flowStates.choosing, { messages: { 'act.upgrade': 'Go {plan}' } });
    expect(screen.getByText('Go Pro $1.00')).toBeVisible();
  });

  it('hand out catalog, choice and acts', () => {
    function Look() {
      const { choice, preview, catalog, review } = useChangePlan();
      return <p>{[choice?.selection?.priceId, preview?.status, catalog?.plans.length, typeof review].join(' ')}</p>;
    }
    show(<Look />, flowStates.reviewing);
    expect(screen.getByText('price_pro_monthly quote 5 function')).toBeVisible();
  });
});
