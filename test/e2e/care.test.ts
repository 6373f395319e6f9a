import { describe, expect, it } from 'vitest';
import { context, demo, page, withDemo } from './stage.js';

withDemo(45_000);

async function open(provider: string, customer = 'cus_demo'): Promise<void> {
  const cookie = (name: string, value: string) => ({ name: `harbor_${name}`, value, url: demo.url });
  await context.addCookies([cookie('provider', provider), cookie('customer', customer)]);
  await page.goto(demo.url);
  await page.getByRole('heading', { name: 'Plans' }).waitFor();
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const heading = (name: string | RegExp) => page.getByRole('heading', { name });

describe.each(['commet', 'dodo'])('the rest of a subscription’s life on %s', (provider) => {
  it('is canceled with its period, kept again after a reload, and the ledger is as it was', async () => {
    await open(provider);
    const before = await demo.charges();
    await button('Cancel subscription').click();
    const dialog = page.getByRole('dialog', { name: 'Cancel Pro' });
    await dialog.getByText('Pro stays yours until May 1, 2026.').waitFor();
    await dialog.getByLabel('Why are you leaving? (optional)').selectOption('It costs too much');
    await button('Cancel Pro on May 1, 2026').click();
    await heading('Pro ends on May 1, 2026').waitFor();
    await button('Done').click();
    await page.reload();
    // Where there is a free plan, some billing systems show the end as a move to it.
    await page
      .getByText(/^(Pro ends|Your plan changes to Free) on May 1, 2026\.$/)
      .first()
      .waitFor();
    expect(await button('Cancel subscription').count()).toBe(0);
    await button(/^Keep (the subscription|Pro)$/).click();
    await button('Cancel subscription').waitFor();
    await page.reload();
    await button('Cancel subscription').waitFor();
    expect(await demo.charges()).toEqual(before);
  }, 180_000);

  it('leads to billing’s own pages', async () => {
    await open(provider);
    await button('Manage billing').click();
    await page.waitForURL((url) => url.origin !== new URL(demo.url).origin);
    expect(new URL(page.url()).origin).toBe(new URL(demo.sandboxUrl).origin);
  }, 120_000);
});

describe('what a billing system cannot do', () => {
  it('has no button on the partner API: a sentence, and the way to people', async () => {
    await open('ocp');
    await page.getByText('This subscription cannot be canceled here.').waitFor();
    for (const name of ['Manage billing', 'Cancel subscription', /for credit$/])
      expect(await button(name).count()).toBe(0);
    const billing = page.getByRole('region', { name: 'Billing' });
    await billing.getByRole('link', { name: 'Contact support' }).waitFor();
  }, 120_000);
});
