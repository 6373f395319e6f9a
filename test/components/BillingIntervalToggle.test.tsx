import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { BillingIntervalToggle, type BillingInterval } from 'planshift';
import {
  aCatalog,
  aPlan,
  aPrice,
  flowStates,
  harborPlans,
  monthly,
  quarterly,
  usd,
  weekly,
  yearly,
} from 'planshift/testing';
import { show } from './stage.js';

const base = flowStates.choosing;

function soldAt(...prices: readonly (readonly [BillingInterval, number])[]) {
  const plans = [
    aPlan({ prices: prices.map(([interval, amount], n) => aPrice({ id: `p${n}`, interval, amount: usd(amount) })) }),
  ];
  return { ...base, catalog: aCatalog({ plans }) };
}

describe('BillingIntervalToggle', () => {
  it('is a radio group with a name, and no switch or tabs', () => {
    show(<BillingIntervalToggle />, base);
    expect(screen.getByRole('radiogroup', { name: 'Billing period' })).toBeVisible();
    expect(screen.getAllByRole('radio').map((radio) => (radio as HTMLInputElement).checked)).toEqual([
      true,
      false,
      false,
    ]);
    expect(screen.queryByRole('switch')).not.toBeInTheDocument();
    expect(screen.queryByRole('tab')).not.toBeInTheDocument();
  });

  it('names intervals in words, shortest first', () => {
    show(
      <BillingIntervalToggle />,
      soldAt([yearly, 900], [{ interval: 'week', intervalCount: 2 }, 10], [monthly, 90], [quarterly, 250]),
    );
    expect(screen.getAllByRole('radio').map((radio) => radio.getAttribute('value'))).toEqual([
      'week:2',
      'month:1',
      'month:3',
      'year:1',
    ]);
    expect(screen.getByRole('radio', { name: 'Every 2 weeks' })).toBeInTheDocument();
    expect(screen.getByRole('radio', { name: 'Quarterly' })).toBeInTheDocument();
  });

  it('says the saving in words at the interval that has it', () => {
    show(<BillingIntervalToggle />, base);
    expect(screen.getByRole('radio', { name: 'Yearly' })).toHaveAccessibleDescription('2 months free');
    expect(screen.getByRole('radio', { name: 'Monthly' })).not.toHaveAccessibleDescription();
  });

  it('says "up to" where plans save differently, and never more than is true', () => {
    const plans = [
      aPlan({
        id: 'a',
        prices: [aPrice({ id: 'a1', amount: usd(1000) }), aPrice({ id: 'a2', interval: yearly, amount: usd(9999) })],
      }),
      aPlan({
        id: 'b',
        prices: [aPrice({ id: 'b1', amount: usd(1000) }), aPrice({ id: 'b2', interval: yearly, amount: usd(11_000) })],
      }),
    ];
    show(<BillingIntervalToggle />, { ...base, catalog: aCatalog({ plans }) });
    expect(screen.getByRole('radio', { name: 'Yearly' })).toHaveAccessibleDescription('Save up to 16%');
  });

  it('claims no saving between intervals that cannot be compared', () => {
    show(<BillingIntervalToggle />, soldAt([weekly, 100], [monthly, 300]));
    for (const radio of screen.getAllByRole('radio')) expect(radio).not.toHaveAccessibleDescription();
  });

  it('is not there where there is nothing to choose', () => {
    show(<BillingIntervalToggle />, soldAt([monthly, 100]));
    expect(screen.queryByRole('radiogroup')).not.toBeInTheDocument();
  });

  it('becomes a list from five intervals on', () => {
    show(
      <BillingIntervalToggle />,
      soldAt([weekly, 1], [monthly, 4], [quarterly, 12], [{ interval: 'month', intervalCount: 6 }, 24], [yearly, 48]),
    );
    expect(screen.getByRole('radiogroup')).toHaveAttribute('data-layout', 'list');
  });

  it('hands the choice to the flow and stays focused', async () => {
    const { flow } = show(<BillingIntervalToggle />, base);
    await userEvent.click(screen.getByRole('radio', { name: 'Yearly' }));
    expect(flow.calls).toEqual([['chooseInterval', yearly]]);
    expect(screen.getByRole('radio', { name: 'Yearly' })).toHaveFocus();
  });

  it('leaves a free plan out of its intervals', () => {
    show(<BillingIntervalToggle />, { ...base, catalog: aCatalog({ plans: harborPlans.slice(0, 1) }) });
    expect(screen.queryByRole('radiogroup')).not.toBeInTheDocument();
  });

  it('follows the host where the host decides, and moves only when it says so', async () => {
    const asked: BillingInterval[] = [];
    const { flow } = show(
      <BillingIntervalToggle interval={quarterly} onIntervalChange={(interval) => void asked.push(interval)} />,
      base,
    );
    expect(flow.calls).toEqual([['chooseInterval', quarterly]]);
    await userEvent.click(screen.getByRole('radio', { name: 'Yearly' }));
    expect(asked).toEqual([yearly]);
    expect(flow.calls).toHaveLength(1);
  });

  it('hands ref, attributes and classes of the host to its root', () => {
    let root: HTMLElement | null = null;
    show(<BillingIntervalToggle ref={(node) => void (root = node ?? root)} id="how-often" className="mine" />, base);
    expect(root).toHaveAttribute('id', 'how-often');
    expect(root).toHaveClass('ps-interval', 'mine');
  });
});

describe('the currency', () => {
  const priced = (interval: BillingInterval, currency: string, amount: number) =>
    aPrice({ id: `${currency}_${interval.interval}`, interval, amount: { amount, currency } });
  const plans = [
    aPlan({
      prices: [
        priced(monthly, 'USD', 1000),
        priced(monthly, 'EUR', 900),
        priced(yearly, 'USD', 10_000),
        priced(yearly, 'EUR', 10_800),
      ],
    }),
  ];
  const open = { ...base, catalog: aCatalog({ plans, subscription: null }) };

  it('can be chosen where the catalog has several and no subscription decides', async () => {
    const { flow } = show(<BillingIntervalToggle />, open);
    const choice = screen.getByRole('combobox', { name: 'Currency' });
    expect(choice).toHaveDisplayValue('US Dollar');
    await userEvent.selectOptions(choice, 'Euro');
    expect(flow.calls).toEqual([['chooseCurrency', 'EUR']]);
  });

  it('is not asked for where the subscription decides it, or there is one', () => {
    show(<BillingIntervalToggle />, { ...base, catalog: aCatalog({ plans }) });
    expect(screen.queryByRole('combobox')).not.toBeInTheDocument();
  });

  it('decides what is saved', () => {
    show(<BillingIntervalToggle />, { ...open, choice: { ...open.choice, currency: 'EUR' } });
    expect(screen.getByRole('radio', { name: 'Yearly' })).not.toHaveAccessibleDescription();
  });

  it('is there alone where there is one interval', () => {
    const once = [aPlan({ prices: [priced(monthly, 'USD', 1000), priced(monthly, 'EUR', 900)] })];
    show(<BillingIntervalToggle />, { ...open, catalog: aCatalog({ plans: once, subscription: null }) });
    expect(screen.getByRole('combobox', { name: 'Currency' })).toBeVisible();
    expect(screen.queryByRole('radiogroup')).not.toBeInTheDocument();
  });
});
