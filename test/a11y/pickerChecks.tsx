import { expect, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { BillingIntervalToggle, ChangePlan, PlanComparison, PlanPicker, type FlowState } from 'planshift';
import { aCatalog, aPlan, flowStates, starterPlan } from 'planshift/testing';
import type { Checks } from './contract.js';
import { ruleFindings } from './look.js';
import { all, before, focused, heard, live, one, press, settle, still, tidy, words } from './stage.js';
import { below, byRole, accessibilityTree } from './tree.js';

const { choosing } = flowStates;

const radios = (within: ParentNode = document) => [
  ...within.querySelectorAll<HTMLInputElement>('.ps-plan input[type=radio]'),
];
const chosen = () => radios().findIndex(({ checked }) => checked);
const toChoose = (customer?: string) => live(<PlanPicker mode="choose" />, { customer });

const noSubscription: FlowState = { ...choosing, catalog: aCatalog({ subscription: null }) };
const notToBeHad: FlowState = {
  ...choosing,
  catalog: aCatalog({
    plans: [
      starterPlan,
      aPlan({
        id: 'plan_old',
        name: 'Classic',
        order: 9,
        availability: { status: 'unavailable', reason: 'plan_unavailable' },
      }),
    ],
  }),
};

/** From before the kit into its group. */
async function enter(): Promise<void> {
  before().focus();
  await press('Tab');
}

/** Which radio is checked and focused after each press. */
async function walk(...keys: readonly string[]): Promise<readonly number[]> {
  const seen = [];
  for (const key of keys) {
    await press(key);
    seen.push(radios().findIndex((radio) => radio.checked && radio === focused()));
  }
  return seen;
}

const times = (count: number, key: string) => Array.from({ length: count }, () => key);

export const pickerChecks: Checks = {
  async A001() {
    await toChoose();
    const groups = await byRole('radiogroup');
    expect(groups.map(({ name }) => name)).toEqual(['Choose a plan']);
    expect(one('.ps-plan-picker h2').checkVisibility()).toBe(true);
    expect(words(one('.ps-plan-picker h2'))).toBe('Choose a plan');
    // Plans that are acted on: a list of articles, each with one button whose name holds the plan.
    await tidy();
    await live(<PlanPicker />);
    const names = all('.ps-plan').map((card) => words(one('.ps-plan-name bdi', card)));
    const tree = await accessibilityTree();
    const articles = tree.filter(({ role }) => role === 'article');
    expect(articles).toHaveLength(names.length);
    for (const [index, article] of articles.entries()) {
      const plan = names[index] ?? '';
      expect(article.name.startsWith(plan)).toBe(true);
      const buttons = below(tree, article).filter(({ role }) => role === 'button' || role === 'link');
      expect(buttons.length).toBeLessThanOrEqual(1);
      for (const { name } of buttons) expect(name).toContain(plan);
    }
    expect(tree.filter(({ role, name }) => role === 'button' && /^(Up|Down)grade/.test(name)).length).toBeGreaterThan(
      1,
    );
  },

  async A002() {
    await toChoose();
    const found = await byRole('radio');
    expect(found.length).toBe(radios().length);
    expect(found.length).toBeGreaterThan(1);
    expect(found.filter(({ state }) => state.checked === 'true')).toHaveLength(1);
    radios()[0]?.click();
    await settle(50);
    expect((await byRole('radio')).filter(({ state }) => state.checked === 'true')).toHaveLength(1);
    await tidy();
    still(noSubscription, <PlanPicker mode="choose" />);
    expect((await byRole('radio')).filter(({ state }) => state.checked === 'true')).toHaveLength(0);
  },

  async A003() {
    await toChoose();
    const found = await byRole('radio');
    const names = radios().map((radio) => words(one('.ps-plan-name bdi', radio.closest('.ps-plan') ?? document)));
    expect(found.map(({ name }) => name)).toEqual(names);
    for (const { name, description } of found)
      expect([name, description]).toEqual([name, expect.stringMatching(/^(\$0|Free|\$[\d,.]+ per month)/)]);
    expect(found.filter(({ description }) => /per month/.test(description)).length).toBeGreaterThan(1);
  },

  async A004() {
    await toChoose();
    const current = (await byRole('radio')).filter(({ description }) => description.includes('Current plan'));
    expect(current.map(({ name }) => name)).toEqual(['Pro']);
    await tidy();
    await live(<PlanPicker />);
    expect(
      all('.ps-plan')
        .filter((card) => words(card).includes('Current plan'))
        .map((card) => words(one('bdi', card))),
    ).toEqual(['Pro']);
  },

  async A005() {
    await toChoose();
    await enter();
    expect(focused()).toBe(radios().find(({ checked }) => checked));
    await press('Tab');
    expect(radios()).not.toContain(focused());
    await tidy();
    still(noSubscription, <PlanPicker mode="choose" />);
    await enter();
    expect(focused()).toBe(radios()[0]);
    await press('Tab');
    expect(radios()).not.toContain(focused());
  },

  async A006() {
    await toChoose();
    await enter();
    const [count, start] = [radios().length, chosen()];
    const forward = Array.from({ length: count }, (_, step) => (start + step + 1) % count);
    const back = forward.map((_, step) => (start + count * 2 - step - 1) % count);
    expect(await walk(...times(count, 'ArrowDown'))).toEqual(forward);
    expect(await walk(...times(count, 'ArrowRight'))).toEqual(forward);
    expect(await walk(...times(count, 'ArrowUp'))).toEqual(back);
    expect(await walk(...times(count, 'ArrowLeft'))).toEqual(back);
  },

  async A007() {
    document.documentElement.dir = 'rtl';
    await toChoose();
    await enter();
    const [count, start] = [radios().length, chosen()];
    const forward = Array.from({ length: count }, (_, step) => (start + step + 1) % count);
    expect(await walk(...times(count, 'ArrowLeft'))).toEqual(forward);
    expect(await walk(...times(count, 'ArrowRight'))).toEqual(
      forward.map((_, step) => (start + count * 2 - step - 1) % count),
    );
  },

  async A008() {
    const flow = still(noSubscription, <PlanPicker mode="choose" />);
    await enter();
    expect(radios()[0]?.checked).toBe(false);
    await press('Space');
    expect(flow.calls.map(([name]) => name)).toEqual(['choosePrice']);
    await tidy();
    const sandbox = await toChoose();
    await enter();
    const [ledger, address] = [JSON.stringify([sandbox.control.ledger(), sandbox.control.state()]), location.href];
    await press('Enter');
    await settle();
    expect(JSON.stringify([sandbox.control.ledger(), sandbox.control.state()])).toBe(ledger);
    expect(location.href).toBe(address);
  },

  async A009() {
    const sandbox = await live(<PlanPicker mode="choose" reviewOnChoose />);
    await enter();
    const kept = JSON.stringify([sandbox.control.ledger(), sandbox.control.state()]);
    for (let step = 0; step < radios().length; step++) {
      await press('ArrowDown');
      await settle(60);
      expect(focused()).toBe(radios()[chosen()]);
    }
    expect(JSON.stringify([sandbox.control.ledger(), sandbox.control.state()])).toBe(kept);
  },

  async A010() {
    still(notToBeHad, <PlanPicker mode="choose" />);
    const card = all('.ps-plan').find((one) => words(one).startsWith('Classic'));
    expect(card?.querySelector('input')).toBeNull();
    expect(words(card ?? null)).toContain('This plan is no longer sold.');
    await tidy();
    // A plan that is only to be looked at says why beside the group, and keeps what describes it.
    still({ ...choosing, catalog: aCatalog({ may: 'view' }) }, <PlanPicker mode="choose" />);
    expect(words(one('.ps-plan-picker'))).toMatch(/can see the plans but not change them/);
    const off = (await byRole('radio')).filter(({ state }) => state.disabled === true);
    expect(off.length).toBeGreaterThan(0);
    for (const { description } of off) expect(description).not.toBe('');
  },

  async A011() {
    for (const state of [choosing, noSubscription, notToBeHad]) {
      still(state, <PlanPicker mode="choose" />);
      expect(await ruleFindings('nested-interactive')).toEqual([]);
      expect(all('label a, label button, [role=radio] a, [role=radio] button')).toEqual([]);
      await tidy();
    }
  },

  async A012() {
    still(choosing, <PlanComparison />);
    const tree = await accessibilityTree();
    const tables = tree.filter(({ role }) => role === 'table');
    expect(tables.map(({ name }) => name)).toEqual(['Compare plans']);
    const { plans } = choosing.catalog;
    const heads = tree.filter(({ role }) => role === 'columnheader').map(({ name }) => name);
    // The price may follow the name of the plan.
    for (const [index, name] of ['Feature', ...plans.map((plan) => plan.name)].entries())
      expect(heads[index]?.startsWith(name)).toBe(true);
    expect(heads).toHaveLength(plans.length + 1);
    const rows = new Set(plans.flatMap(({ features }) => features.map(({ name }) => name)));
    expect(tree.filter(({ role }) => role === 'rowheader').map(({ name }) => name)).toEqual([...rows]);
    const cells = tree.filter(({ role }) => role === 'cell' || role === 'gridcell');
    expect(cells).toHaveLength(rows.size * plans.length);
    expect(all('td').filter((cell) => words(cell) === '')).toEqual([]);
    expect(all('td').some((cell) => words(cell) === 'Included')).toBe(true);
    expect(all('td').some((cell) => words(cell) === 'Not included')).toBe(true);
  },

  async A013() {
    still(choosing, <PlanPicker />);
    const { plans } = choosing.catalog;
    const rows = new Set(plans.flatMap(({ features }) => features.map(({ id }) => id)));
    const tree = await accessibilityTree();
    for (const { name } of plans) {
      const [list] = tree.filter((node) => node.role === 'list' && node.name === `What ${name} includes`);
      expect([name, list && below(tree, list).filter(({ role }) => role === 'listitem').length]).toEqual([
        name,
        rows.size,
      ]);
    }
  },

  async A014() {
    const levels = () =>
      all('#kit h1, #kit h2, #kit h3, #kit h4, #kit h5, #kit h6').map(({ tagName }) => Number(tagName.slice(1)));
    for (const level of [2, 3, 4] as const) {
      still(choosing, <PlanPicker headingLevel={level} />);
      expect(new Set(levels())).toEqual(new Set([level, level + 1]));
      expect(levels()[0]).toBe(level);
      await tidy();
    }
    still(choosing, <ChangePlan headingLevel={2} />);
    expect(await ruleFindings('heading-order', 'empty-heading')).toEqual([]);
    expect(levels()[0]).toBe(2);
    for (const [index, level] of levels().entries()) expect(level - (levels()[index - 1] ?? 1)).toBeLessThanOrEqual(1);
  },

  async A015() {
    const flow = still(choosing, <PlanPicker mode="choose" />);
    const card = all('.ps-plan').find((one) => one.querySelector('input:not(:checked)'));
    const tagline = one('.ps-plan-tagline', card);
    const clicks = vi.fn();
    card?.querySelector('input')?.addEventListener('click', clicks);
    await userEvent.click(tagline);
    expect(clicks).toHaveBeenCalledTimes(1);
    expect(flow.calls.map(([name]) => name)).toEqual(['choosePrice']);
    expect(card?.getAttribute('role')).toBeNull();
    expect(card?.hasAttribute('tabindex')).toBe(false);
    // Its words can be taken with the pointer, and reading is no choice.
    const own = all('.ps-plan').find((one) => one.querySelector('input:checked'));
    await userEvent.dblClick(one('.ps-plan-tagline', own));
    expect(String(getSelection()).trim()).not.toBe('');
    getSelection()?.selectAllChildren(tagline);
    tagline.click();
    expect(flow.calls).toHaveLength(1);
    getSelection()?.removeAllRanges();
  },

  async A016() {
    for (const ui of [<ChangePlan key="1" />, <PlanPicker key="2" mode="choose" />]) {
      still(choosing, ui);
      expect(await ruleFindings('label-content-name-mismatch')).toEqual([]);
      await tidy();
    }
    still(choosing).go(flowStates.reviewing);
    expect(await ruleFindings('label-content-name-mismatch')).toEqual([]);
  },
};

const options = () => [...document.querySelectorAll<HTMLInputElement>('.ps-interval input[type=radio]')];
const intervalNamed = (name: RegExp) => options().find((radio) => name.test(words(radio.closest('label'))));

export const intervalChecks: Checks = {
  async A020() {
    await live(<BillingIntervalToggle />);
    const tree = await accessibilityTree();
    expect(tree.filter(({ role }) => role === 'radiogroup').map(({ name }) => name)).toEqual(['Billing period']);
    expect(tree.filter(({ role }) => role === 'radio').length).toBeGreaterThanOrEqual(2);
    expect(tree.filter(({ role }) => role === 'switch' || role === 'tab' || role === 'tablist')).toEqual([]);
  },

  // The kit has no switch, and no prop that makes one: each option keeps one name, whichever is chosen.
  async A021() {
    await live(<BillingIntervalToggle />);
    const names = async () => (await byRole('radio')).map(({ name }) => name);
    const first = await names();
    intervalNamed(/Yearly/)?.click();
    await settle();
    expect(await names()).toEqual(first);
    expect(first.filter((name) => /^Yearly/.test(name))).toHaveLength(1);
    expect(await byRole('switch')).toEqual([]);
  },

  async A022() {
    await live(<BillingIntervalToggle />);
    const [yearly] = (await byRole('radio')).filter(({ name }) => name === 'Yearly');
    expect(yearly?.description).toMatch(/\d+\s?%|\d+ months? free/);
    expect(words(intervalNamed(/Yearly/)?.closest('label') ?? null)).toContain(yearly?.description);
  },

  async A023() {
    await live(
      <>
        <BillingIntervalToggle />
        <PlanPicker mode="choose" />
      </>,
    );
    const business = radios().find(({ value }) => /business/.test(value));
    business?.click();
    const [yearly, quarterly] = [/Yearly/, /Quarterly/].map(intervalNamed);
    if (yearly?.parentElement) await userEvent.click(yearly.parentElement);
    expect(focused()).toBe(yearly);
    expect(radios().find(({ checked }) => checked)?.value).toMatch(/business/);
    // Business is not sold by the quarter: what is lost is told.
    while (!quarterly?.checked) await press('ArrowLeft');
    await settle();
    expect(focused()).toBe(quarterly);
    expect(heard().at(-1)).toEqual({ tone: 'status', text: 'Business is not sold quarterly.' });
  },

  async A024() {
    await live(
      <>
        <BillingIntervalToggle />
        <PlanPicker />
      </>,
    );
    intervalNamed(/Yearly/)?.click();
    await settle(600);
    expect(heard()).toHaveLength(1);
    expect(heard()[0]).toMatchObject({ tone: 'status', text: expect.stringMatching(/per year/) });
  },

  async A025() {
    await live();
    expect(await ruleFindings('aria-valid-attr-value', 'aria-valid-attr')).toEqual([]);
    expect(all('[role=tab], [role=tablist], [role=tabpanel]')).toEqual([]);
    for (const node of all('[aria-controls]'))
      expect(document.getElementById(node.getAttribute('aria-controls') ?? '')).not.toBeNull();
  },
};
