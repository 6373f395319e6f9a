import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { BillingIntervalToggle, ChangePlanProvider, createPriceListAdapter, PlanPicker } from 'planshift';
import { aPlan, aPrice, harborPlans, monthly } from 'planshift/testing';
import { ownEnvironment } from '../components/stage.js';

const signal = new AbortController().signal;

describe('a price list', () => {
  it('is nobody’s, and claims nothing that billing could do', async () => {
    const adapter = createPriceListAdapter({ plans: harborPlans });
    const { subscription, capabilities, plans } = await adapter.getCatalog({ locale: 'en' }, signal);
    expect(subscription).toBeNull();
    expect(Object.values(capabilities)).not.toContain(true);
    expect(plans).toHaveLength(harborPlans.length);
  });

  it('reads its plans where they are, in the reader’s language', async () => {
    const presentation = { plans: { plan_pro: { words: { de: { name: 'Profi' } } } } };
    const adapter = createPriceListAdapter({ plans: async () => harborPlans, presentation });
    const { plans } = await adapter.getCatalog({ locale: 'de' }, signal);
    expect(plans.map(({ name }) => name)).toContain('Profi');
  });

  it('refuses what would change something, and stops where it is told to', async () => {
    const adapter = createPriceListAdapter({ plans: harborPlans });
    const selection = { priceId: 'price_pro_monthly' };
    await expect(adapter.previewChangePlan({ selection, locale: 'en' }, signal)).rejects.toMatchObject({
      code: 'not_allowed',
      sent: false,
    });
    const reason = new Error('The visitor left.');
    await expect(adapter.getCatalog({ locale: 'en' }, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('is a page with links to where a plan begins, in the currency that is chosen', async () => {
    const inCurrency = (currency: string, amount: number) =>
      aPrice({ id: `pro_${currency}`, interval: monthly, amount: { amount, currency } });
    const plans = [aPlan({ name: 'Pro', prices: [inCurrency('USD', 9900), inCurrency('EUR', 9200)] })];
    render(
      <ChangePlanProvider adapter={createPriceListAdapter({ plans })} environment={ownEnvironment()}>
        <BillingIntervalToggle />
        <PlanPicker planHref={({ price }) => `/sign-up?price=${price.id}`} />
      </ChangePlanProvider>,
    );
    const link = await screen.findByRole('link', { name: 'Choose Pro' });
    expect(link).toHaveAttribute('href', '/sign-up?price=pro_USD');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Currency' }), 'Euro');
    expect(screen.getByRole('link', { name: 'Choose Pro' })).toHaveAttribute('href', '/sign-up?price=pro_EUR');
    expect(screen.getByRole('article', { name: 'Pro' })).toHaveTextContent('€92 per month');
  });
});
