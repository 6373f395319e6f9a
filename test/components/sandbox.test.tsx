import { StrictMode } from 'react';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ChangePlan, ChangePlanProvider } from 'planshift';
import { createSandbox, type Sandbox } from 'planshift/sandbox';
import { ownEnvironment } from './stage.js';

function page(sandbox: Sandbox, who = sandbox.demo, environment = ownEnvironment()) {
  return render(
    <StrictMode>
      <ChangePlanProvider adapter={sandbox.adapter(who)} environment={environment} locale="en" timeZone="UTC">
        <ChangePlan />
      </ChangePlanProvider>
    </StrictMode>,
  );
}

const amountIn = (text: string | null) =>
  Math.round(Number(/\$([\d,.]+\d)/.exec(text ?? '')?.[1]?.replaceAll(',', '')) * 100);

describe('a plan change on the sandbox', () => {
  it('charges once, exactly what the button said', async () => {
    const sandbox = createSandbox();
    const before = sandbox.control.ledger().length;
    page(sandbox);
    await userEvent.click((await screen.findAllByRole('button', { name: /^Upgrade to/ }))[0]!);
    const pay = await screen.findByRole('button', { name: /^Pay \$/ });
    const shown = amountIn(pay.textContent);
    await userEvent.click(pay);
    const result = await screen.findByRole('heading', { name: /^You are on/ });
    expect(result).toHaveFocus();
    const charges = sandbox.control.ledger().slice(before);
    expect(charges.map(({ amount }) => amount)).toEqual([shown]);
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('says what is true after a decline, and charges nothing', async () => {
    const sandbox = createSandbox();
    sandbox.control.setCustomer({ subscriptionId: sandbox.demo.subscriptionId, card: 'declining' });
    const before = sandbox.control.ledger().length;
    page(sandbox);
    await userEvent.click((await screen.findAllByRole('button', { name: /^Upgrade to/ }))[0]!);
    await userEvent.click(await screen.findByRole('button', { name: /^Pay \$/ }));
    expect(await screen.findByRole('heading', { name: 'The payment was declined' })).toHaveFocus();
    expect(within(screen.getByRole('dialog')).getByText(/^You are still on .* Nothing was charged\.$/)).toBeVisible();
    expect(sandbox.control.ledger()).toHaveLength(before);
  });

  it('shows a scheduled change after a reload too, and takes it back', async () => {
    const sandbox = createSandbox();
    const first = page(sandbox);
    await userEvent.click((await screen.findAllByRole('button', { name: /^Downgrade/ }))[0]!);
    await screen.findByRole('button', { name: /^Schedule/ });
    for (const box of screen.queryAllByRole('checkbox')) await userEvent.click(box);
    await userEvent.click(screen.getByRole('button', { name: /^Schedule/ }));
    await screen.findByRole('heading', { name: /^Your plan will change to/ });
    first.unmount();
    page(sandbox);
    expect(await screen.findByText(/^Your plan changes to/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /^Keep/ }));
    expect(await screen.findByText(/The change was taken back/)).toBeVisible();
    expect(
      sandbox.control.state().subscriptions.find(({ id }) => id === sandbox.demo.subscriptionId)?.scheduled,
    ).toBeNull();
  });

  it('asks again where the price moved after it was shown', async () => {
    const sandbox = createSandbox();
    const before = sandbox.control.ledger().length;
    page(sandbox);
    await userEvent.click((await screen.findAllByRole('button', { name: /^Upgrade to/ }))[0]!);
    const pay = await screen.findByRole('button', { name: /^Pay \$/ });
    const shown = amountIn(pay.textContent);
    sandbox.control.setPrice('pri_business_monthly', 'USD', 39_900);
    await userEvent.click(pay);
    expect((await screen.findAllByText(/^The price changed from/))[0]).toBeVisible();
    expect(sandbox.control.ledger()).toHaveLength(before);
    const again = await screen.findByRole('button', { name: /^Pay \$/ });
    const moved = amountIn(again.textContent);
    expect(moved).not.toBe(shown);
    await userEvent.click(again);
    await screen.findByRole('heading', { name: /^You are on/ });
    expect(
      sandbox.control
        .ledger()
        .slice(before)
        .map(({ amount }) => amount),
    ).toEqual([moved]);
  });
});
