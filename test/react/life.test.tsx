import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ChangePlanProvider, useChangePlan, type FlowEnvironment, type ScheduledChange } from 'planshift';
import { createSandbox } from 'planshift/sandbox';
import { ownEnvironment } from '../components/stage.js';

/** Plain buttons over the hook: what is on the screen is what the flow says. */
function Plain() {
  const { state, catalog, review, confirm, undo, acknowledge, continueCheckout } = useChangePlan();
  const held = catalog?.subscription;
  const coming = held?.scheduledChange ?? (held?.cancellation ? endOf(held.id, held.cancellation.effectiveAt) : null);
  const outcome = 'outcome' in state ? state.outcome.status : '';
  return (
    <>
      <p>{[state.status, outcome].filter(Boolean).join(' ')}</p>
      <p>{`holds ${held?.planName ?? 'nothing'}, then ${held?.scheduledChange?.planName ?? (held?.cancellation ? 'the end' : 'the same')}`}</p>
      {catalog?.plans.flatMap(({ prices }) =>
        prices.map(({ id }) => (
          <button key={id} onClick={() => review({ priceId: id })}>
            {id}
          </button>
        )),
      )}
      <button onClick={confirm}>confirm</button>
      <button onClick={continueCheckout}>continue</button>
      <button onClick={acknowledge}>done</button>
      {coming && <button onClick={() => undo(coming)}>undo</button>}
    </>
  );
}

function endOf(id: string, effectiveAt: string): ScheduledChange {
  const nothing = { planId: null, planName: null, priceId: null, interval: null, paidUntil: null };
  return { id, ...nothing, effectiveAt, undoable: true, replaceable: false };
}

function open(who: string, hasSubscription = true) {
  const sandbox = createSandbox();
  const left: string[] = [];
  const returns: (() => void)[] = [];
  const environment: FlowEnvironment = ownEnvironment({
    navigate: (href) => void left.push(href),
    onRestored: (run) => (returns.push(run), () => {}),
  });
  const adapter = sandbox.adapter({
    customerId: `cus_${who}`,
    subscriptionId: hasSubscription ? `sub_${who}` : null,
  });
  render(
    <ChangePlanProvider adapter={adapter} environment={environment}>
      <Plain />
    </ChangePlanProvider>,
  );
  return {
    left,
    async payAndReturn() {
      const body = new URLSearchParams({ action: 'pay' });
      await sandbox.fetch(new Request(left.at(-1) ?? '', { method: 'POST', body }));
      returns.forEach((run) => run());
    },
  };
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const sees = (text: string) => screen.findByText(text, undefined, { timeout: 5000 });

async function change(name: string): Promise<void> {
  await press(name);
  await sees('reviewing');
  await press('confirm');
}

describe('the hooks alone lead through the life of a subscription', () => {
  it.each([
    ['nothing', 'new', false],
    ['a free plan', 'free', true],
  ] as const)('from %s over the checkout to the first paid plan', async (_, who, hasSubscription) => {
    const { left, payAndReturn } = open(who, hasSubscription);
    await sees('choosing');
    await change('pri_starter_monthly');
    await sees('redirecting');
    expect(left).toHaveLength(1);
    await payAndReturn();
    await sees('settled applied');
    expect(screen.getByText('holds Starter, then the same')).toBeVisible();
  });

  it('undoes what is set for a date', async () => {
    open('demo');
    await sees('choosing');
    await change('pri_starter_monthly');
    await sees('settled scheduled');
    await press('done');
    await sees('holds Pro, then Starter');
    await press('undo');
    await sees('undo_settled undone');
    expect(screen.getByText('holds Pro, then the same')).toBeVisible();
  });

  it('replaces what is set for a date', async () => {
    open('demo');
    await sees('choosing');
    await change('pri_starter_monthly');
    await sees('settled scheduled');
    await press('done');
    await change('pri_business_monthly');
    await sees('settled applied');
    expect(screen.getByText('holds Business, then the same')).toBeVisible();
  });

  it('keeps a subscription that was to end', async () => {
    open('demo');
    await sees('choosing');
    await change('pri_free_monthly');
    await sees('settled scheduled');
    await press('done');
    await press('undo');
    await sees('undo_settled undone');
    expect(screen.getByText('holds Pro, then the same')).toBeVisible();
  });
});
