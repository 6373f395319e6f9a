import axe from 'axe-core';
import { createRoot, type Root } from 'react-dom/client';
import type { ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import 'planshift/styles.css';
import {
  BillingIntervalToggle,
  ChangePlan,
  ChangePlanDialog,
  ChangePlanProvider,
  PlanComparison,
  PlanPicker,
  type FlowState,
} from 'planshift';
import { createSandbox } from 'planshift/sandbox';
import { aCatalog, flowStates, manyPlans, reviewingStates, settledStates } from 'planshift/testing';
import { faintTexts } from '../a11y/look.js';
import { everyState } from '../components/samples.js';
import { ownEnvironment, stillFlow } from '../components/stage.js';

let root: Root | null = null;
let place: HTMLElement;

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.title = 'Plan and billing';
  place = document.createElement('main');
  document.body.append(place);
});
afterEach(async () => {
  flushSync(() => root?.unmount());
  place.remove();
  document.documentElement.removeAttribute('style');
  document.documentElement.dir = 'ltr';
  document.body.removeAttribute('style');
  await page.viewport(1000, 800);
});

function draw(ui: ReactElement): void {
  root = createRoot(place);
  flushSync(() => root?.render(ui));
}

function still(state: FlowState, ui: ReactElement = <ChangePlan />) {
  const flow = stillFlow(state);
  draw(
    <>
      <h1>Billing</h1>
      <ChangePlanProvider flow={flow} locale="en" timeZone="UTC">
        {ui}
      </ChangePlanProvider>
    </>,
  );
  return flow;
}

async function live(ui: ReactElement) {
  const sandbox = createSandbox();
  const adapter = sandbox.adapter(sandbox.demo);
  draw(
    <ChangePlanProvider adapter={adapter} environment={ownEnvironment()} locale="en" timeZone="UTC">
      {ui}
    </ChangePlanProvider>,
  );
  await expect.poll(() => document.querySelector('input[type=radio]')).not.toBeNull();
  return sandbox;
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 250));
const focused = () => document.activeElement;
const name = (node: Element | null) => node?.textContent ?? '';

async function violations(): Promise<readonly string[]> {
  const { violations: found } = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

describe('a plan change by keyboard', () => {
  it('goes through a group of plans with the arrows, wrapping, and leaves it with Tab', async () => {
    const sandbox = await live(<PlanPicker mode="choose" />);
    const plans = [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')];
    plans.find(({ checked }) => checked)?.focus();
    const seen = [];
    for (let step = 0; step <= plans.length; step++) {
      seen.push(plans.findIndex((plan) => plan.checked && plan === focused()));
      await userEvent.keyboard('{ArrowDown}');
    }
    expect(seen.every((index) => index >= 0)).toBe(true);
    expect(seen.at(-1)).toBe(seen[0]);
    await userEvent.keyboard('{Enter}');
    expect(sandbox.control.ledger()).toEqual(createSandbox().control.ledger());
  });

  it('mirrors the arrows where the page reads from right to left', async () => {
    document.documentElement.dir = 'rtl';
    await live(<BillingIntervalToggle />);
    const [first, second] = [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')];
    first?.focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(focused()).toBe(second);
    await userEvent.keyboard('{ArrowRight}');
    expect(focused()).toBe(first);
  });

  it('keeps focus in the dialog, and gives it back to the button that opened it', async () => {
    await live(<ChangePlan />);
    const opener = page
      .getByRole('button', { name: /^Upgrade to/ })
      .first()
      .element() as HTMLElement;
    opener.focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('button', { name: /^Pay/ })).toBeVisible();
    expect(name(focused())).toBe('Review the change');
    const dialog = document.querySelector('dialog');
    expect(dialog?.matches(':modal')).toBe(true);
    const isOutside = () => focused() !== document.body && !dialog?.contains(focused());
    for (let tabs = 0; tabs < 20; tabs++) {
      await userEvent.tab();
      expect(isOutside()).toBe(false);
    }
    for (let tabs = 0; tabs < 20; tabs++) {
      await userEvent.tab({ shift: true });
      expect(isOutside()).toBe(false);
    }
    await userEvent.keyboard('{Escape}');
    await settle();
    expect(document.querySelector('dialog')).toBeNull();
    expect(focused()).toBe(opener);
  });

  it('is done in at most twelve presses, with focus on the result, and back on the section', async () => {
    const sandbox = await live(<ChangePlan />);
    const before = sandbox.control.ledger().length;
    let presses = 0;
    const press = async (key: string) => {
      presses++;
      await userEvent.keyboard(key);
    };
    while (!name(focused()).startsWith('Upgrade to')) await press('{Tab}');
    await press('{Enter}');
    await expect.element(page.getByRole('button', { name: /^Pay/ })).toBeVisible();
    while (!name(focused()).startsWith('Pay')) await press('{Tab}');
    await press('{Enter}');
    await expect.element(page.getByRole('heading', { name: /^You are on/ })).toBeVisible();
    await settle();
    expect(name(focused())).toMatch(/^You are on/);
    expect(sandbox.control.ledger()).toHaveLength(before + 1);
    expect(presses).toBeLessThanOrEqual(12);
    await userEvent.keyboard('{Escape}');
    await settle();
    expect(document.querySelector('dialog')).toBeNull();
    expect(name(focused())).toBe('Your plan');
  });

  it('cannot be closed while it is sent, also by asking twice', async () => {
    const flow = still(flowStates.choosing);
    flushSync(() => flow.move(flowStates.reviewing));
    flushSync(() => flow.move(flowStates.confirming));
    await userEvent.keyboard('{Escape}');
    await userEvent.keyboard('{Escape}');
    await settle();
    expect(document.querySelector('dialog')?.matches(':modal')).toBe(true);
    expect(document.querySelector('[role=status]')?.textContent).toMatch(/Closing would not stop it/);
  });

  it('closes by a press beside the panel, and not by one inside', async () => {
    const flow = still(flowStates.reviewing);
    document.querySelector<HTMLElement>('.ps-dialog-body')?.click();
    expect(flow.calls).toEqual([]);
    document.querySelector('dialog')?.click();
    expect(flow.calls).toEqual([['leaveReview']]);
  });

  it('works inside a shadow root', async () => {
    const host = document.createElement('div');
    place.append(host);
    const shadow = host.attachShadow({ mode: 'open' });
    const inner = document.createElement('div');
    shadow.append(inner);
    const flow = stillFlow(flowStates.choosing);
    root = createRoot(inner);
    flushSync(() =>
      root?.render(
        <ChangePlanProvider flow={flow}>
          <ChangePlan />
        </ChangePlanProvider>,
      ),
    );
    const opener = [...shadow.querySelectorAll('button')].find((node) => name(node).startsWith('Upgrade'));
    opener?.focus();
    flushSync(() => flow.move(flowStates.reviewing));
    expect(name(shadow.activeElement)).toBe('Review the change');
    for (let tabs = 0; tabs < 12; tabs++) {
      await userEvent.tab();
      expect(shadow.querySelector('dialog')?.contains(shadow.activeElement) || shadow.activeElement === null).toBe(
        true,
      );
    }
    flushSync(() => flow.move(flowStates.choosing));
    await settle();
    expect(shadow.activeElement).toBe(opener);
  });
});

/** One of each kind of screen. The stories look at every one of them in the light, from left to right. */
const kinds = everyState.filter(([title]) =>
  /^(flow|settled|preview |quote (estimate|everyLine|credit)|blocked payment_overdue|subscription past|stale amount|notice|undo|cancel|top_up|catalog)/.test(
    title,
  ),
);

describe('in the dark, from right to left', () => {
  it.each(kinds)('axe finds no fault: %s', async (_, state) => {
    document.documentElement.style.colorScheme = 'dark';
    document.documentElement.dir = 'rtl';
    document.body.style.cssText = 'background: Canvas; color: CanvasText; font: 16px/1.5 sans-serif';
    still(state);
    for (const animation of document.getAnimations()) animation.finish();
    expect(await violations()).toEqual([]);
  });
});

describe.each(['light', 'dark'])('while figures update, in the %s', (theme) => {
  const tops = () =>
    [
      '.ps-from-to',
      '.ps-choice',
      '.ps-sentence',
      '.ps-due-amount',
      '.ps-lines',
      '.ps-rows',
      '.ps-impact',
      '.ps-actions',
    ].map((name) => [
      name,
      Math.round(document.querySelector(`.ps-dialog ${name}`)?.getBoundingClientRect().top ?? -1),
    ]);

  it('nothing jumps, old figures keep 4.5 to 1, and it is said after 300 ms', async () => {
    await page.viewport(700, 1200);
    document.documentElement.style.colorScheme = theme;
    document.body.style.cssText = `background: Canvas; color: ${theme === 'dark' ? '#ddd' : '#333'}`;
    const flow = still(flowStates.choosing);
    flushSync(() => flow.move(flowStates.reviewing));
    for (const animation of document.getAnimations()) animation.finish();
    const before = tops();
    expect(before.every(([, top]) => Number(top) > 0)).toBe(true);
    flushSync(() => flow.move(flowStates.previewing));
    const began = performance.now();
    const words = document.querySelector('.ps-updating');
    expect(getComputedStyle(words ?? document.body).opacity).toBe('0');
    expect(tops()).toEqual(before);
    await expect.poll(() => getComputedStyle(words ?? document.body).opacity).toBe('1');
    expect(performance.now() - began).toBeGreaterThanOrEqual(280);
    expect(document.querySelector('[data-updating]')?.textContent).toContain('$84.50');
    expect(faintTexts()).toEqual([]);
    flushSync(() => flow.move(flowStates.reviewing));
    expect(tops()).toEqual(before);
  });
});

describe('in a narrow column', () => {
  it.each(everyState.filter(([title]) => /^(flow|preview |quote|settled|cancel|top_up|catalog)/.test(title)))(
    'nothing needs scrolling to the side: %s',
    async (_, state) => {
      await page.viewport(320, 640);
      document.body.style.margin = '0';
      still(state);
      const page320 = document.scrollingElement;
      expect(page320?.scrollWidth).toBeLessThanOrEqual(320);
      const body = document.querySelector('.ps-dialog-body');
      if (body) expect(body.scrollWidth).toBeLessThanOrEqual(body.clientWidth);
    },
  );

  it('lets the keyboard scroll a table that is wider, and only then', async () => {
    await page.viewport(320, 640);
    still(flowStates.choosing, <PlanComparison />);
    await settle();
    const region = document.querySelector<HTMLElement>('.ps-comparison-scroll');
    expect(region?.tabIndex).toBe(0);
    expect(document.scrollingElement?.scrollWidth).toBeLessThanOrEqual(320);
    region?.focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.poll(() => region?.scrollLeft).toBeGreaterThan(0);
    await page.viewport(1000, 640);
    await expect.poll(() => region?.hasAttribute('tabindex')).toBe(false);
  });

  it('keeps the button that confirms in view', async () => {
    await page.viewport(320, 480);
    const flow = still(flowStates.choosing);
    flushSync(() => flow.move(reviewingStates.scheduled));
    await settle();
    const button = [...document.querySelectorAll('.ps-dialog-foot button')].at(-1)?.getBoundingClientRect();
    expect(button?.bottom).toBeLessThanOrEqual(480);
    expect(button?.top).toBeGreaterThan(0);
  });
});

describe('the cards', () => {
  it('stand with prices and features on one line', async () => {
    await page.viewport(1000, 800);
    still(flowStates.choosing);
    const tops = (selector: string) =>
      [...document.querySelectorAll('.ps-plan')]
        .slice(0, 3)
        .map((card) => Math.round(card.querySelector(selector)?.getBoundingClientRect().top ?? -1));
    for (const selector of ['.ps-plan-price', '.ps-feature:nth-child(1)', '.ps-feature:nth-child(4)']) {
      expect([selector, new Set(tops(selector)).size]).toEqual([selector, 1]);
    }
    const heights = [...document.querySelectorAll('.ps-plan')]
      .slice(0, 3)
      .map((card) => Math.round(card.getBoundingClientRect().height));
    expect(new Set(heights).size).toBe(1);
  });

  it.each([
    [11, [4, 4, 4]],
    [12, [3, 3, 3, 2, 2]],
    [4, [3, 2]],
    [3, [4]],
  ])('of %i plans and the held one stand at most four side by side, and leave no hole', async (count, wanted) => {
    await page.viewport(1600, 800);
    still({ ...flowStates.choosing, catalog: aCatalog({ plans: manyPlans(count) }) });
    const rows = new Map<number, number>();
    for (const card of document.querySelectorAll('.ps-plan')) {
      const { top } = card.getBoundingClientRect();
      rows.set(top, (rows.get(top) ?? 0) + 1);
    }
    expect([...rows.values()]).toEqual(wanted);
  });

  it('end an English sentence where it ends, and begin at our edge, in a page from right to left', () => {
    document.documentElement.dir = 'rtl';
    still(flowStates.choosing);
    const tagline = document.querySelector('.ps-plan-tagline > bdi');
    if (!tagline) throw new Error('No plan of the samples has a line of its own.');
    tagline.textContent = 'Small.';
    const text = tagline.firstChild;
    const edgeOf = (from: number, to: number) => {
      const range = document.createRange();
      if (text) {
        range.setStart(text, from);
        range.setEnd(text, to);
      }
      return range.getBoundingClientRect();
    };
    expect(edgeOf(5, 6).left).toBeGreaterThan(edgeOf(0, 1).left);
    expect(edgeOf(0, 6).right).toBeCloseTo(tagline.parentElement?.getBoundingClientRect().right ?? 0, 0);
  });
});

describe('two kits on a page', () => {
  it('share no id', () => {
    const [one, two] = [stillFlow(flowStates.reviewing), stillFlow(settledStates.applied)];
    draw(
      <>
        <ChangePlanProvider flow={one}>
          <ChangePlan />
        </ChangePlanProvider>
        <ChangePlanProvider flow={two}>
          <ChangePlan />
          <ChangePlanDialog />
        </ChangePlanProvider>
      </>,
    );
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
