import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { PlanPicker, type Catalog, type Plan, type Price, type Subscription } from 'planshift';
import { NO_CAPABILITIES } from 'planshift/core';
import {
  aCatalog,
  aPlan,
  aPrice,
  aProSubscription,
  aScheduledChange,
  beginningPrices,
  flowStates,
  harborPlans,
  heldSubscriptions,
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
    expect(screen.getByRole('link', { name: 'Contact sales Enterprise' })).toHaveAttribute(
      'href',
      'https://harbor.example/contact',
    );
    expect(screen.queryByRole('button', { name: /Starter/ })).not.toBeInTheDocument();
  });

  it('names the date of a downgrade that is made later', () => {
    const starter = aPlan({ prices: [{ ...timedPrices.next_billing_date }] });
    button([starter, ...harborPlans.slice(2)], onPro);
    const downgrade = screen.getByRole('button', { name: 'Downgrade on May 1 Starter' });
    expect(downgrade).toHaveAccessibleDescription('$29 per month');
  });

  it('offers a trial to a customer without a plan', () => {
    show(<PlanPicker />, { ...base, catalog: aCatalog({ subscription: null }) });
    expect(screen.getByRole('button', { name: 'Start 14-day trial Business' })).toHaveAccessibleDescription(
      '$299 per month 14 days free, then $299 per month',
    );
    expect(screen.getByRole('button', { name: 'Choose Starter' })).toBeEnabled();
  });

  it('offers the other interval of the plan that is held', () => {
    show(<PlanPicker />, { ...base, choice: { interval: yearly, selection: null } });
    expect(screen.getByRole('button', { name: 'Switch to yearly Starter' })).toBeEnabled();
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
    await userEvent.click(within(card).getByRole('button', { name: 'Show the monthly price Pro' }));
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
    button(manyPlans(13), { ...base, catalog: aCatalog({ subscription: null }) });
    expect(screen.getByText('13 plans', { selector: '.ps-hint' })).toBeVisible();
    await userEvent.type(screen.getByRole('searchbox', { name: 'Filter plans' }), 'plan 12');
    expect(screen.getByText('1 plan', { selector: '.ps-hint' })).toBeVisible();
    expect(screen.getAllByRole('button', { name: /Upgrade|Downgrade|Choose/ })).toHaveLength(1);
    await userEvent.type(screen.getByRole('searchbox'), 'zzz');
    await userEvent.click(screen.getByRole('button', { name: 'Show all plans' }));
    expect(screen.getByText('13 plans', { selector: '.ps-hint' })).toBeVisible();
  });

  it('says aloud how many plans a filter leaves', async () => {
    button(manyPlans(13), { ...base, catalog: aCatalog({ subscription: null }) });
    await userEvent.type(screen.getByRole('searchbox'), '12');
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('1 plan'));
  });

  it('hands ref, attributes and classes of the host to its root', () => {
    let root: HTMLElement | null = null;
    show(<PlanPicker ref={(node) => void (root = node ?? root)} id="plans" className="mine" />, base);
    expect(root).toHaveAttribute('id', 'plans');
    expect(root).toHaveClass('ps-plan-picker', 'mine');
  });
});

describe('a plan as an article', () => {
  it('is called as the plan, and has one button that is called so too', () => {
    show(<PlanPicker />, base);
    const articles = within(screen.getByRole('list', { name: '' })).getAllByRole('article');
    expect(articles).toHaveLength(5);
    for (const name of ['Free', 'Pro', 'Business']) {
      const article = screen.getByRole('article', { name });
      expect(within(article).getAllByRole('button')).toEqual([
        within(article).getByRole('button', { name: new RegExp(name) }),
      ]);
    }
  });
});

describe('terms of the past', () => {
  const on = (subscription: Subscription) => ({ ...base, catalog: aCatalog({ subscription }) });

  it('show the plan that is held first, with its own price and what leaving it means', () => {
    show(<PlanPicker />, on(heldSubscriptions.oldPlan));
    const [first] = screen.getAllByRole('article');
    expect(first).toHaveAccessibleName('Classic');
    expect(first).toHaveTextContent('$19 per month');
    expect(first).toHaveTextContent('Current plan, no longer sold');
    expect(first).toHaveTextContent('It cannot be chosen again.');
    expect(within(first!).queryByRole('list')).not.toBeInTheDocument();
  });

  it('do not call a move up or down, where nobody knows which it is', () => {
    show(<PlanPicker />, on(heldSubscriptions.oldPlan));
    expect(screen.getByRole('button', { name: 'Switch to Pro' })).toBeEnabled();
    expect(screen.queryByRole('button', { name: /Upgrade|Downgrade/ })).not.toBeInTheDocument();
  });

  it('show what the customer pays, and not what the plan costs by now', () => {
    show(<PlanPicker />, on(heldSubscriptions.oldPrice));
    const card = screen.getByRole('article', { name: 'Starter' });
    expect(card).toHaveTextContent('$19 per month');
    expect(card).not.toHaveTextContent('$29');
    expect(card).toHaveTextContent('Current plan, at an earlier price');
  });

  it('cannot be chosen: a press on the card changes nothing', async () => {
    const { flow } = show(<PlanPicker mode="choose" />, on(heldSubscriptions.oldPrice));
    expect(screen.queryByRole('radio', { name: 'Starter' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByText('Current plan, at an earlier price'));
    expect(flow.calls).toEqual([]);
  });
});

describe('a plan that is not to be had', () => {
  const supportUrl = 'https://harbor.example/help';
  const only = (plan: Plan, catalog: Partial<Catalog> = {}) =>
    show(<PlanPicker />, { ...base, catalog: aCatalog({ plans: [...harborPlans, plan], supportUrl, ...catalog }) });

  it('leads to people who can help, where they are named', () => {
    only(aPlan({ id: 'x', name: 'Team', prices: [unavailablePrices.not_allowed] }));
    expect(screen.getByRole('link', { name: 'Contact support Team' })).toHaveAttribute('href', supportUrl);
  });

  it('leads nowhere where it is gone for good', () => {
    only(aPlan({ id: 'x', name: 'Team', availability: { status: 'unavailable', reason: 'plan_unavailable' } }));
    expect(within(screen.getByRole('article', { name: 'Team' })).queryByRole('link')).not.toBeInTheDocument();
  });

  it('leads to the interval at which it is sold', async () => {
    const prices = [unavailablePrices.not_allowed, aPrice({ id: 'p_year', interval: yearly })];
    const { flow } = only(aPlan({ id: 'x', name: 'Team', prices }));
    await userEvent.click(screen.getByRole('button', { name: 'Show the yearly price Team' }));
    expect(flow.calls).toEqual([['chooseInterval', yearly]]);
  });

  it('says that it is not sold in the currency, where that is the reason', () => {
    const euros = aPlan({
      id: 'x',
      name: 'Team',
      prices: [aPrice({ id: 'eur', amount: { amount: 900, currency: 'EUR' } })],
    });
    only(euros);
    expect(screen.getByRole('article', { name: 'Team' })).toHaveTextContent('This plan is not sold in your currency.');
  });
});

describe('how a price begins', () => {
  const card = (price: Price, subscription: Subscription | null = null) => {
    show(<PlanPicker />, {
      ...base,
      catalog: aCatalog({ plans: [aPlan({ id: 'x', name: 'Team', prices: [price] })], subscription }),
    });
    return screen.getByRole('article', { name: 'Team' });
  };

  it('says how long a trial lasts and what comes after it', () => {
    expect(card(beginningPrices.trial)).toHaveTextContent('14 days free, then $29 per month');
  });

  it('names the lasting price first, and for how long a lower one is paid', () => {
    expect(card(beginningPrices.intro)).toHaveTextContent('$29 per month$9 per month for the first 3 months');
  });

  it('says what a first period costs', () => {
    const { id, amount, intro } = beginningPrices.introYear;
    expect(card(aPrice({ id, amount, intro, interval: monthly }))).toHaveTextContent('$190 for the first month');
  });

  it('says what follows a trial that a lower price follows', () => {
    expect(card(beginningPrices.trialThenIntro)).toHaveTextContent('7 days free, then $9 for the first month');
  });

  it('promises no trial to a customer who has a plan', () => {
    expect(card(beginningPrices.trial, aProSubscription())).not.toHaveTextContent('free');
  });
});

describe('a change that is carried out later', () => {
  it.each([
    ['an upgrade', aCatalog(), 'Upgrade on May 1 Pro'],
    ['a downgrade', aCatalog({ subscription: aProSubscription() }), 'Downgrade on May 1 Starter'],
    ['a move from a plan of the past', aCatalog({ subscription: heldSubscriptions.oldPlan }), 'Switch on May 1 Pro'],
  ])('names its day: %s', (_, catalog, name) => {
    const later = catalog.plans.map((plan) => ({
      ...plan,
      prices: plan.prices.map((price) => ({ ...price, timing: 'next_billing_date' as const })),
    }));
    show(<PlanPicker />, { ...base, catalog: { ...catalog, plans: later } });
    expect(screen.getByRole('button', { name })).toBeEnabled();
  });

  it('names its day: another interval', () => {
    const prices = [aPrice(), aPrice({ id: 'y', interval: yearly, timing: 'next_billing_date' })];
    show(<PlanPicker />, {
      ...base,
      choice: { interval: yearly, selection: null },
      catalog: aCatalog({ plans: [aPlan({ prices })] }),
    });
    expect(screen.getByRole('button', { name: 'Switch to yearly on May 1 Starter' })).toBeEnabled();
  });
});

describe('before there is a customer', () => {
  const open = { ...base, catalog: aCatalog({ subscription: null, capabilities: NO_CAPABILITIES }) };

  it('promises nothing that billing does not do', () => {
    show(<PlanPicker />, open);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    expect(screen.getByText('You can compare the plans here, but not start one.')).toBeVisible();
  });

  it('leads where the host says, with the price that was pressed', () => {
    show(<PlanPicker planHref={({ plan, price }) => `/sign-up?${plan.id}=${price.id}`} />, open);
    expect(screen.getByRole('link', { name: 'Choose Pro' })).toHaveAttribute(
      'href',
      '/sign-up?plan_pro=price_pro_monthly',
    );
    expect(screen.queryByText(/but not start one/)).not.toBeInTheDocument();
  });

  it('hands the plan to the host, and asks billing nothing', async () => {
    const picked: string[] = [];
    const { flow } = show(<PlanPicker onPlanSelect={({ price }) => void picked.push(price.id)} />, open);
    await userEvent.click(screen.getByRole('button', { name: 'Choose Pro' }));
    expect(picked).toEqual(['price_pro_monthly']);
    expect(flow.calls).toEqual([]);
  });
});

describe('a choice that the host decides', () => {
  it('is told to the flow, and moves only when the host says so', async () => {
    const chosen: string[] = [];
    const { flow } = show(
      <PlanPicker mode="choose" priceId="price_pro_monthly" onPriceChange={(id) => void chosen.push(id)} />,
      base,
    );
    expect(flow.calls).toEqual([['choosePrice', { priceId: 'price_pro_monthly' }]]);
    await userEvent.click(screen.getByRole('radio', { name: 'Business' }));
    expect(chosen).toEqual(['price_business_monthly']);
    expect(flow.calls).toHaveLength(1);
  });

  it('is only told to the host where the flow decides', async () => {
    const chosen: string[] = [];
    const { flow } = show(<PlanPicker mode="choose" onPriceChange={(id) => void chosen.push(id)} />, base);
    await userEvent.click(screen.getByRole('radio', { name: 'Business' }));
    expect(chosen).toEqual(['price_business_monthly']);
    expect(flow.calls).toEqual([['choosePrice', { priceId: 'price_business_monthly' }]]);
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
