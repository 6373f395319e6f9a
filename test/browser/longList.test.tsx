import { createRoot, type Root } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { page, userEvent } from 'vitest/browser';
import { afterEach, expect, it } from 'vitest';
import 'planshift/styles.css';
import { BillingIntervalToggle, ChangePlanProvider, PlanPicker } from 'planshift';
import { aCatalog, aSubscription, flowStates, manyPlans, monthly, yearly } from 'planshift/testing';
import { stillFlow } from '../components/stage.js';

let root: Root;
let place: HTMLElement;

const hundred = {
  ...flowStates.choosing,
  catalog: aCatalog({
    plans: manyPlans(100),
    subscription: aSubscription({ planId: 'plan_40', planName: 'Plan 40', priceId: 'price_40_monthly' }),
  }),
};

function draw(mode: 'act' | 'choose' = 'act', locale = 'en') {
  const flow = stillFlow(hundred);
  place = document.body.appendChild(document.createElement('main'));
  root = createRoot(place);
  flushSync(() =>
    root.render(
      <ChangePlanProvider flow={flow} locale={locale} timeZone="UTC">
        <BillingIntervalToggle />
        <PlanPicker mode={mode} />
      </ChangePlanProvider>,
    ),
  );
  return flow;
}

const cards = () => [...document.querySelectorAll<HTMLElement>('.ps-plan')];
const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
const isDrawn = (card: HTMLElement | undefined) =>
  card?.querySelector('.ps-plan-name')?.checkVisibility({ contentVisibilityAuto: true });

afterEach(async () => {
  flushSync(() => root.unmount());
  place.remove();
  await page.viewport(1000, 800);
});

it('spends at most fourteen nodes on each of a hundred plans, at any interval', () => {
  const flow = draw();
  const nodes = () => document.querySelectorAll('.ps-plans *').length / cards().length;
  expect(cards()).toHaveLength(100);
  expect(nodes()).toBeLessThanOrEqual(14);
  flushSync(() => flow.move({ ...hundred, choice: { interval: yearly, selection: null } }));
  expect(nodes()).toBeLessThanOrEqual(14);
});

it('makes one formatter of money for all of them, and none for another interval', () => {
  const Made = Intl.NumberFormat;
  let ofMoney = 0;
  const counting = new Proxy(Made, {
    construct(target, [locale, options]: ConstructorParameters<typeof Intl.NumberFormat>) {
      if (options?.style === 'currency') ofMoney += 1;
      return new target(locale, options);
    },
  });
  Reflect.set(Intl, 'NumberFormat', counting);
  try {
    // A language that no other test has drawn: what is kept from there would hide what is made here.
    const flow = draw('act', 'en-NZ');
    expect(ofMoney).toBe(1);
    flushSync(() => flow.move({ ...hundred, choice: { interval: yearly, selection: null } }));
    flushSync(() => flow.move({ ...hundred, choice: { interval: monthly, selection: null } }));
    expect(ofMoney).toBe(1);
  } finally {
    Reflect.set(Intl, 'NumberFormat', Made);
  }
});

it('draws what is in view and leaves the rest until it is scrolled to', async () => {
  draw();
  await frame();
  expect(isDrawn(cards()[0])).toBe(true);
  expect(isDrawn(cards()[99])).toBe(false);
  cards()[99]?.scrollIntoView();
  await frame();
  expect(isDrawn(cards()[99])).toBe(true);
});

it('keeps every plan within reach of the keyboard, also those that are not drawn', async () => {
  draw('choose');
  await frame();
  const last = document.querySelector<HTMLInputElement>('input[value=plan_100]');
  document.querySelector<HTMLInputElement>('input[value=plan_1]')?.focus();
  await userEvent.keyboard('{ArrowUp}');
  expect(document.activeElement).toBe(last);
  await frame();
  expect(isDrawn(cards()[99])).toBe(true);
  const box = last?.getBoundingClientRect();
  expect(box && box.top >= 0 && box.bottom <= innerHeight).toBe(true);
});

it('loses nothing of a line in a narrow column, and needs no scrolling to the side', async () => {
  await page.viewport(320, 640);
  draw();
  await frame();
  expect(document.scrollingElement?.scrollWidth).toBeLessThanOrEqual(320);
  for (const card of cards().slice(0, 4)) expect(card.scrollHeight).toBeLessThanOrEqual(card.clientHeight + 1);
});

it('finds a plan among a hundred in a few letters', async () => {
  draw();
  await userEvent.type(page.getByRole('searchbox', { name: 'Filter plans' }), 'Plan 77');
  await expect.poll(() => cards()).toHaveLength(1);
  await expect.element(page.getByRole('button', { name: 'Upgrade to Plan 77' })).toBeVisible();
});
