import type { Meta, StoryObj } from '@storybook/react-vite';
import { createSandbox } from 'planshift/sandbox';
import { expect, screen, userEvent, waitFor, within } from 'storybook/test';
import { BillingPage } from './BillingPage.js';

interface Customer {
  readonly customerId: string;
  readonly subscriptionId: string | null;
}

const meta: Meta<Customer> = {
  title: 'Flows',
  parameters: { controls: { disable: true } },
  // Each story has its own billing system, fresh every time it is shown; the sandbox has one customer for each situation.
  args: { customerId: 'cus_demo', subscriptionId: 'sub_demo' },
  loaders: [
    ({ args: who }) => {
      const sandbox = createSandbox();
      return { sandbox, adapter: sandbox.adapter(who) };
    },
  ],
  render: (_, { loaded }) => <BillingPage sandbox={loaded.sandbox} adapter={loaded.adapter} returnTo={location.href} />,
};

export default meta;
type Story = StoryObj<Customer>;

/** The card of a plan on the page. */
async function card(name: string): Promise<HTMLElement> {
  const heading = await screen.findByRole('heading', { name: new RegExp(`^${name}`) });
  const item = heading.closest('li');
  if (!item) throw new Error(`${name} stands in no list.`);
  return item;
}

async function review(name: string) {
  await userEvent.click(within(await card(name)).getByRole('button'));
  return within(await screen.findByRole('dialog', { name: 'Review the change' }));
}

/** A customer on Pro moves up to Business, and pays what the button said. */
export const UpgradeNow: Story = {
  play: async ({ loaded }) => {
    const dialog = await review('Business');
    const confirm = await dialog.findByRole('button', { name: /Business$/ });
    const [, shown] = /\$([\d.]+)/.exec(confirm.textContent ?? '') ?? [];
    await userEvent.click(confirm);
    await screen.findByRole('heading', { name: 'You are on Business' });
    const charges = loaded.sandbox.control.ledger();
    await expect(charges).toHaveLength(1);
    await expect((charges[0]?.amount ?? 0) / 100).toBe(Number(shown));
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    await expect(await card('Business')).toHaveTextContent('Current plan');
  },
};

/** A customer with eight people moves down to three seats: warned before, reminded after a reload, taken back. */
export const DowngradeLater: Story = {
  play: async ({ loaded }) => {
    const dialog = await review('Starter');
    await waitFor(() => expect(dialog.getByText('Too many seats for Starter')).toBeVisible());
    const consent = dialog.queryByRole('checkbox');
    if (consent) await userEvent.click(consent);
    await userEvent.click(dialog.getByRole('button', { name: 'Schedule the change to Starter' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Done' }));
    await expect(loaded.sandbox.control.ledger()).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Reload the page' }));
    await waitFor(() => expect(screen.getByText('Too many seats for Starter')).toBeVisible());
    await userEvent.click(await screen.findByRole('button', { name: /^Keep Pro|Undo|Take back|Cancel the change/ }));
    await expect(await card('Pro')).toHaveTextContent('Current plan');
  },
};

/** A customer who never paid enters a card on the checkout's page and comes back; only then the plan is theirs. */
export const FreeToPaid: Story = {
  args: { customerId: 'cus_free', subscriptionId: 'sub_free' },
  play: async ({ loaded }) => {
    const dialog = await review('Pro');
    await userEvent.click(await dialog.findByRole('button', { name: /checkout/i }));
    await screen.findByRole('heading', { name: /Pro/ });
    await expect(loaded.sandbox.control.ledger()).toEqual([]);
    await userEvent.click(await screen.findByRole('button', { name: /declined/ }));
    await expect(loaded.sandbox.control.ledger()).toEqual([]);
    await userEvent.click(await screen.findByRole('button', { name: /^Pay/ }));
    await screen.findByRole('heading', { name: 'You are on Pro' }, { timeout: 5000 });
    await expect(loaded.sandbox.control.ledger()).toHaveLength(1);
  },
};
