import { createRef } from 'react';
import { act, render, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  ChangePlanProvider,
  PlanPicker,
  ProrationPreview,
  useChangePlan,
  type BillingAdapter,
  type ChangePlanHandle,
  type Catalog,
} from 'planshift';
import { ChangePlanFlowProvider } from 'planshift/react';
import { createSandbox } from 'planshift/sandbox';
import { aCatalog, aProSubscription, aQuote, flowStates } from 'planshift/testing';
import { ownEnvironment, stillFlow } from '../components/stage.js';

const demo = { customerId: 'cus_demo', subscriptionId: 'sub_demo' };

/** A billing system whose catalog the test sets, which counts what is asked. */
function changeable(first: Catalog) {
  const billing = { catalog: first, reads: 0, previews: 0 };
  const adapter: BillingAdapter = {
    ...createSandbox().adapter(demo),
    getCatalog: () => ((billing.reads += 1), Promise.resolve(billing.catalog)),
    previewChangePlan: () => ((billing.previews += 1), Promise.resolve(aQuote())),
  };
  return { billing, adapter };
}

function Held() {
  const { catalog, state } = useChangePlan();
  return <p>{`${state.status} ${catalog?.subscription?.planName ?? '–'}`}</p>;
}

describe('refresh() on a provider', () => {
  it('reads again from outside, so that news of the server is on the screen', async () => {
    const { billing, adapter } = changeable(aCatalog());
    const ref = createRef<ChangePlanHandle>();
    render(
      <ChangePlanProvider ref={ref} adapter={adapter} environment={ownEnvironment()}>
        <Held />
      </ChangePlanProvider>,
    );
    await screen.findByText('choosing Starter');
    billing.catalog = aCatalog({ subscription: aProSubscription() });
    act(() => ref.current?.refresh());
    await screen.findByText('choosing Pro');
    expect(billing.reads).toBe(2);
  });

  it('leaves a review where it is, and looks at its figures again', async () => {
    const { billing, adapter } = changeable(aCatalog());
    const ref = createRef<ChangePlanHandle>();
    function Begin() {
      const { review } = useChangePlan();
      return <button onClick={() => review({ priceId: 'price_pro_monthly' })}>begin</button>;
    }
    render(
      <ChangePlanProvider ref={ref} adapter={adapter} environment={ownEnvironment()}>
        <Held />
        <PlanPicker />
        <Begin />
        <ProrationPreview />
      </ChangePlanProvider>,
    );
    await screen.findByText('choosing Starter');
    act(() => screen.getByRole('button', { name: 'begin' }).click());
    await screen.findByText('reviewing Starter');
    act(() => ref.current?.refresh());
    await waitFor(() => expect(billing).toMatchObject({ reads: 2, previews: 2 }));
    expect(screen.getByText('reviewing Starter')).toBeVisible();
    expect(screen.getAllByText('$84.50').length).toBeGreaterThan(0);
  });

  it('begins anew where the first read failed', async () => {
    const { billing, adapter } = changeable(aCatalog());
    const ref = createRef<ChangePlanHandle>();
    let isDown = true;
    const failing: BillingAdapter = {
      ...adapter,
      getCatalog: (request, signal) =>
        isDown ? Promise.reject(new Error('down')) : adapter.getCatalog(request, signal),
    };
    render(
      <ChangePlanFlowProvider ref={ref} adapter={failing} environment={ownEnvironment()}>
        <Held />
      </ChangePlanFlowProvider>,
    );
    await screen.findByText('load_failed –');
    isDown = false;
    act(() => ref.current?.refresh());
    await screen.findByText('choosing Starter');
    expect(billing.reads).toBe(1);
  });

  it('asks a flow of the host too', () => {
    const ref = createRef<ChangePlanHandle>();
    const flow = stillFlow(flowStates.choosing);
    render(<ChangePlanProvider ref={ref} flow={flow} />);
    ref.current?.refresh();
    expect(flow.calls).toEqual([['reload']]);
  });
});
