import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { PlanPicker } from 'planshift';
import {
  aCatalog,
  aPlan,
  aPrice,
  aProSubscription,
  aScheduledChange,
  flowStates,
  harborPlans,
  manyPlans,
  monthly,
  settledStates,
  timedPrices,
  unavailablePrices,
  weekly,
  yearly,
} from 'planshift/testing';
import { show } from './stage.js';

const base = flowStates.choosing;
const onPro = { ...base, catalog: aCatalog({ subscription: aProSubscription() }) };

describe('PlanPicker, to choose from', () => {
  it('is one radio group named by its heading', () => {
    show(<PlanPicker mode="choose" />, base);
    const group = screen.getByRole('radiogroup', { name: 'Choose a plan' });
    expect(screen.getByRole('heading', { name: 'Choose a plan', level: 2 })).toBeVisible();
    expect(within(group).getAllByRole('radio')).toHaveLength(4);
  });

  it('names each radio by its plan, and describes it by price and interval', () => {
    show(<PlanPicker mode="choose" />, base);
    const pro = screen.getByRole('radio', { name: 'Pro' });
    expect(pro).toHaveAccessibleDescription('$99 per month');
    expect(screen.getByRole('radio', { name: 'Starter' })).toHaveAccessibleDescription('$29 per month Current plan');
  });

  it('has the plan that is held checked until another is chosen, and only one at a time', () => {
    const { flow } = show(<PlanPicker mode="choose" />, base);
    expect(screen.getAllByRole('radio', { checked: true })).toEqual([screen.getByRole('radio', { name: 'Starter' })]);
    fireEvent.click(screen.getByRole('radio', { name: 'Pro' }));
    expect(flow.calls).toEqual([['choosePrice', { priceId: 'price_pro_monthly' }]]);
  });

  it('shows what is chosen in the flow, wherever it was chosen', () => {
    show(<PlanPicker mode="choose" />, {
      ...base,
      choice: { interval: monthly, selection: { priceId: 'price_pro_monthly' } },
    });
    expect(screen.getAllByRole('radio', { checked: true })).toEqual([screen.getByRole('radio', { name: 'Pro' })]);
  });

  it('takes a plan that cannot be chosen out of the group and says why beside it', () => {
    const plans = [
      ...harborPlans,
      aPlan({ id: 'x', name: 'Retired', availability: { status: 'unavailable', reason: 'plan_unavailable' } }),
    ];
    show(<PlanPicker mode="choose" />, { ...base, catalog: aCatalog({ plans }) });
    expect(screen.queryByRole('radio', { name: 'Retired' })).not.toBeInTheDocument();
    expect(screen.getByText('Retired')).toBeVisible();
    expect(screen.getByText('This plan is no longer sold.')).toBeVisible();
  });

  it('chooses from anywhere in the card, through its radio', async () => {
    const { flow } = show(<PlanPicker mode="choose" />, base);
    await userEvent.click(screen.getByText('For teams that grow'));
    expect(flow.calls).toEqual([['choosePrice', { priceId: 'price_pro_monthly' }]]);
  });

  it('asks for the price at once where the host wants it', async () => {
    const { flow } = show(<PlanPicker mode="choose" reviewOnChoose />, base);
    await userEvent.click(screen.getByRole('radio', { name: 'Pro' }));
    expect(flow.calls).toEqual([['review', { priceId: 'price_pro_monthly' }]]);
  });

  it('puts no button or link inside the label of a radio', () => {
    const { container } = show(<PlanPicker mode="choose" />, base);
    expect(container.querySelectorAll('label :is(a, button)')).toHaveLength(0);
  });
});

describe('PlanPicker, to act on', () => {
  const button = (plans = harborPlans, state = base) =>
    show(<PlanPicker />, { ...state, catalog: { ...state.catalog, plans } });

  it('says what each button does', () => {
    button();
    expect(screen.getByRole('button', { name: 'Downgrade to Free' })).toBeEnabled();
    expect(screen.getByRole('button', { name: 'Upgrade to Pro' })).toBeEnabled();
    expect(screen.getByRole('button', { name: 'Upgrade to Business' })).toBeEnabled();
    expect(screen.getByRole('link', { name: 'Contact sales' })).toHaveAttribute(
      'href',
      'https://harbor.example/contact',
    );
    expect(screen.queryByRole('button', { name: /Starter/ })).not.toBeInTheDocument();
  });

  it('names the date of a downgrade that is made later', () => {
    const starter = aPlan({ prices: [{ ...timedPrices.next_billing_date }] });
    button([starter, ...harborPlans.slice(2)], onPro);
    const downgrade = screen.getByRole('button', { name: 'Downgrade on May 1' });
    expect(downgrade).toHaveAccessibleDescription('Starter $29 per month');
  });

  it('offers a trial to a customer without a plan', () => {
    show(<PlanPicker />, { ...base, catalog: aCatalog({ subscription: null }) });
    expect(screen.getByRole('button', { name: 'Start 14-day trial' })).toHaveAccessibleDescription(
      'Business $299 per month',
    );
    expect(screen.getByRole('button', { name: 'Choose Starter' })).toBeEnabled();
  });

  it('offers the other interval of the plan that is held', () => {
    show(<PlanPicker />, { ...base, choice: { interval: yearly, selection: null } });
    expect(screen.getByRole('button', { name: 'Switch to yearly' })).toBeEnabled();
  });

  it('begins the review of the price that was pressed', async () => {
    const { flow } = button();
    await userEvent.click(screen.getByRole('button', { name: 'Upgrade to Pro' }));
    expect(flow.calls).toEqual([['review', { priceId: 'price_pro_monthly' }]]);
  });

  it('shows a scheduled plan with its date instead of a button', () => {
    show(<PlanPicker />, {
      ...base,
      catalog: aCatalog({ subscription: aProSubscription({ scheduledChange: aScheduledChange() }) }),
    });
    expect(screen.getByText('Starts on', { exact: false })).toHaveTextContent('Starts on May 1');
    expect(screen.queryByRole('button', { name: /Starter/ })).not.toBeInTheDocument();
  });

  it.each(Object.entries(unavailablePrices))(
    'says in words why a price is %s, and has no button for it',
    (_, price) => {
      button([aPlan({ id: 'other', name: 'Other', order: 9, prices: [price] })]);
      const card = screen.getByRole('heading', { name: 'Other' }).closest('li')!;
      expect(within(card).queryByRole('button')).not.toBeInTheDocument();
      expect(card.querySelector('.ps-plan-note')?.textContent).toMatch(/\w+ \w+.*\./);
    },
  );

  it('leads on from a plan that is not sold at the chosen interval', async () => {
    const { flow } = show(<PlanPicker />, { ...base, choice: { interval: weekly, selection: null } });
    const card = screen.getByRole('heading', { name: /^Pro/ }).closest('li')!;
    expect(within(card).getByText('Not sold weekly')).toBeVisible();
    await userEvent.click(within(card).getByRole('button', { name: 'Show the monthly price' }));
    expect(flow.calls).toEqual([['chooseInterval', monthly]]);
  });

  it('shows a longer interval per month, rounded up, and what is really billed', () => {
    show(<PlanPicker />, { ...base, choice: { interval: yearly, selection: null } });
    const card = screen.getByRole('heading', { name: 'Starter' }).closest('li')!;
    expect(card).toHaveTextContent('$24.17 per month');
    expect(card).toHaveTextContent('$290 billed yearly');
  });

  it('invents no price for a plan sold by people', () => {
    button();
    const card = screen.getByRole('heading', { name: 'Enterprise' }).closest('li')!;
    expect(card).toHaveTextContent('Price on request');
    expect(card).not.toHaveTextContent(/\$/);
  });

  it('has no buttons for a customer who may only look, and says whom to ask', () => {
    show(<PlanPicker />, { ...base, catalog: aCatalog({ may: 'view' }) });
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    expect(screen.getByText(/Ask someone who manages billing/)).toBeVisible();
  });

  it('begins nothing new while an earlier change waits', () => {
    show(<PlanPicker />, settledStates.requires_checkout);
    for (const act of screen.getAllByRole('button')) expect(act).toBeDisabled();
  });

  it('lists the features of a plan, one item for each of the comparison', () => {
    button();
    const list = screen.getByRole('list', { name: 'What Pro includes' });
    const items = within(list).getAllByRole('listitem');
    expect(items.map((item) => item.textContent)).toEqual([
      'Seats10',
      'Projects100',
      'Single sign-onIncluded',
      'Audit logNot included',
    ]);
  });

  it('begins its headings where the host says', () => {
    show(<PlanPicker headingLevel={3} />, base);
    expect(screen.getByRole('heading', { level: 3, name: 'Plans' })).toBeVisible();
    expect(screen.getAllByRole('heading', { level: 4 })).toHaveLength(5);
  });

  it('marks a text in another language than the page', () => {
    button([aPlan({ lang: { name: 'de', tagline: 'de' } })]);
    expect(screen.getByText('Starter')).toHaveAttribute('lang', 'de');
  });

  it('says that there are no plans, and reads again', async () => {
    const { flow } = button([]);
    expect(screen.getByText('There are no plans to choose from at the moment.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Reload plans' }));
    expect(flow.calls).toEqual([['reload']]);
  });

  it('turns into a list with a filter beyond twelve plans', async () => {
    button(manyPlans(13));
    expect(screen.getByText('13 plans')).toBeVisible();
    await userEvent.type(screen.getByRole('searchbox', { name: 'Filter plans' }), 'plan 12');
    expect(screen.getByText('1 plan')).toBeVisible();
    expect(screen.getAllByRole('button', { name: /Upgrade|Downgrade|Choose/ })).toHaveLength(1);
    await userEvent.type(screen.getByRole('searchbox'), 'zzz');
    await userEvent.click(screen.getByRole('button', { name: 'Show all plans' }));
    expect(screen.getByText('13 plans')).toBeVisible();
  });

  it('hands ref, attributes and classes of the host to its root', () => {
    let root: HTMLElement | null = null;
    show(<PlanPicker ref={(node) => void (root = node ?? root)} id="plans" className="mine" />, base);
    expect(root).toHaveAttribute('id', 'plans');
    expect(root).toHaveClass('ps-plan-picker', 'mine');
  });
});

describe('money in the picker', () => {
  it.each([
    ['JPY', 8450, '¥8,450'],
    ['KWD', 8450, 'KWD 8.450'],
    ['HUF', 845_000, 'HUF 8,450'],
    ['USD', 8450, '$84.50'],
  ])('shows %s with the digits of ISO 4217', (currency, amount, shown) => {
    show(<PlanPicker />, {
      ...base,
      catalog: aCatalog({
        plans: [aPlan({ id: 'a', order: 5, prices: [aPrice({ id: 'p', amount: { amount, currency } })] })],
      }),
    });
    expect(screen.getByText((text) => text.replace(/\u00a0/g, ' ') === shown, { selector: 'bdi' })).toBeVisible();
  });
});
