import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { StrictMode } from 'react';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ChangePlanProvider } from 'planshift/headless';
import { createSandbox, type Sandbox } from 'planshift/sandbox';
import { PlanSettings } from '../../examples/headless/PlanSettings.js';
import { ownEnvironment } from '../components/stage.js';

function page(sandbox: Sandbox) {
  return render(
    <StrictMode>
      <ChangePlanProvider adapter={sandbox.adapter(sandbox.demo)} environment={ownEnvironment()} timeZone="UTC">
        <PlanSettings />
      </ChangePlanProvider>
    </StrictMode>,
  );
}

const press = async (name: RegExp) => userEvent.click((await screen.findAllByRole('button', { name }))[0]!);
const amountIn = (text: string | null) =>
  Math.round(Number(/\$([\d,.]+\d)/.exec(text ?? '')?.[1]?.replaceAll(',', '')) * 100);
const LIMIT = 30_000;

describe('the example in plain HTML', () => {
  it('uses the hooks and no component of the kit, no style of it and no name of a part', () => {
    const folder = path.resolve(import.meta.dirname, '../../examples/headless');
    const texts = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
    const imports = texts.flatMap((text) => [...text.matchAll(/(?:from|import)\s+'([^']+)'/g)].map(([, name]) => name));
    expect(new Set(imports)).toEqual(
      new Set(['./PlanSettings.js', 'planshift/headless', 'planshift/sandbox', 'react-dom/client']),
    );
    expect(texts.filter((text) => /ps-|styles\.css/.test(text))).toEqual([]);
    const screens = readFileSync(path.join(folder, 'PlanSettings.tsx'), 'utf8');
    const [, names = ''] = /import \{([^}]*)\} from 'planshift\/headless'/.exec(screens) ?? [];
    const values = names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '));
    expect(values.filter((name) => !/^use[A-Z]/.test(name))).toEqual([]);
  });

  it('charges once, exactly what its button said, and tells it where the dialog is', { timeout: LIMIT }, async () => {
    const sandbox = createSandbox();
    const before = sandbox.control.ledger().length;
    page(sandbox);
    await press(/^Upgrade to/);
    const dialog = await screen.findByRole('dialog', { name: 'Review the change' });
    expect(within(dialog).getByRole('heading', { name: 'Review the change' })).toHaveFocus();
    const pay = await within(dialog).findByRole('button', { name: /^Pay \$/ });
    const shown = amountIn(pay.textContent);
    await waitFor(() => expect(within(dialog).getByRole('status')).toHaveTextContent(/Due/));
    await userEvent.click(pay);
    expect(await within(dialog).findByRole('heading', { name: /^You are on/ })).toHaveFocus();
    const charges = sandbox.control.ledger().slice(before);
    expect(charges.map(({ amount }) => amount)).toEqual([shown]);
    expect(amountIn(within(dialog).getByText('Charged').nextElementSibling?.textContent ?? null)).toBe(shown);
    expect(amountIn(within(dialog).getByText('Total').nextElementSibling?.textContent ?? null)).toBe(shown);
    await press(/^Done$/);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('asks for a second yes before something is lost, schedules, and takes it back', { timeout: LIMIT }, async () => {
    const sandbox = createSandbox();
    // A move to a free plan is an end of the paid one.
    const setForLater = () => {
      const held = sandbox.control.state().subscriptions.find(({ id }) => id === sandbox.demo.subscriptionId);
      return held?.scheduled ?? held?.cancellation ?? null;
    };
    page(sandbox);
    await press(/^Downgrade/);
    const box = await screen.findByRole('checkbox');
    await press(/^Schedule/);
    expect(box).toHaveFocus();
    expect(box).toBeInvalid();
    expect(box).toHaveAccessibleDescription(/.+/);
    expect(setForLater()).toBeNull();
    await userEvent.click(box);
    await press(/^Schedule/);
    expect(await screen.findByRole('heading', { name: /^Your plan will change to/ })).toHaveFocus();
    expect(setForLater()).not.toBeNull();
    await press(/^Done$/);
    expect(await screen.findByText(/^Your plan changes to/)).toBeVisible();
    await press(/^Keep/);
    expect(await screen.findByText(/The change was taken back/, { selector: 'aside p' })).toBeVisible();
    expect(setForLater()).toBeNull();
  });

  it('says what is true after a decline, charges nothing and leads on', { timeout: LIMIT }, async () => {
    const sandbox = createSandbox();
    sandbox.control.setCustomer({ subscriptionId: sandbox.demo.subscriptionId, card: 'declining' });
    const before = sandbox.control.ledger().length;
    page(sandbox);
    await press(/^Upgrade to/);
    await press(/^Pay \$/);
    expect(await screen.findByRole('heading', { name: 'The payment was declined' })).toHaveFocus();
    const dialog = screen.getByRole('dialog');
    expect(within(dialog).getAllByText(/You are still on .*Nothing was charged/)[0]).toBeVisible();
    await waitFor(() => expect(within(dialog).getByRole('alert')).toHaveTextContent(/declined/));
    expect(sandbox.control.ledger()).toHaveLength(before);
    expect(within(dialog).getByRole('button', { name: 'Try again' })).toBeEnabled();
  });

  it('asks again where the price moved after it was shown', { timeout: LIMIT }, async () => {
    const sandbox = createSandbox();
    const before = sandbox.control.ledger().length;
    page(sandbox);
    await press(/^Upgrade to/);
    const pay = await screen.findByRole('button', { name: /^Pay \$/ });
    const shown = amountIn(pay.textContent);
    sandbox.control.setPrice('pri_business_monthly', 'USD', 39_900);
    await userEvent.click(pay);
    const asked = (await screen.findAllByText(/^The price changed from/))[0];
    await waitFor(() => expect(asked).toHaveFocus());
    expect(sandbox.control.ledger()).toHaveLength(before);
    const again = await screen.findByRole('button', { name: /^Pay \$/ });
    const moved = amountIn(again.textContent);
    expect(moved).not.toBe(shown);
    await userEvent.click(again);
    await screen.findByRole('heading', { name: /^You are on/ });
    const charges = sandbox.control.ledger().slice(before);
    expect(charges.map(({ amount }) => amount)).toEqual([moved]);
  });
});
