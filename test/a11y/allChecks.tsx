import { flushSync } from 'react-dom';
import { expect } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  ChangePlan,
  ChangePlanProvider,
  PlanComparison,
  PlanPicker,
  en,
  type FlowState,
  type Messages,
} from 'planshift';
import { contrastProblems, type Theme } from 'planshift/theme';
import {
  aCatalog,
  aPlan,
  checkingStates,
  declines,
  flowStates,
  previews,
  quotes,
  reviewingStates,
  settledStates,
  settledWith,
  starterPlan,
} from 'planshift/testing';
import { everyState } from '../components/samples.js';
import { stillFlow } from '../components/stage.js';
import type { Checks } from './contract.js';
import {
  addStyle,
  axeFindings,
  behind,
  controls,
  faintTexts,
  finishMotion,
  losses,
  ratio,
  rgba,
  ruleFindings,
  smallTargets,
  TEXT_SPACING,
} from './look.js';
import {
  all,
  before,
  button,
  coarse,
  dialog,
  drawIn,
  emulate,
  focused,
  heard,
  kitPlace,
  makePage,
  one,
  press,
  settle,
  still,
  tidy,
  words,
} from './stage.js';
import { accessibilityTree } from './tree.js';

const { choosing, reviewing, confirming } = flowStates;

/** The kinds of places a customer can be in, in one kit that moves from one to the next. */
const places: readonly (readonly [string, FlowState])[] = [
  ['idle', choosing],
  ['loading', flowStates.loading],
  ['not loaded', flowStates.load_failed],
  ['review', reviewing],
  ['every line', { ...reviewing, preview: quotes.everyLine }],
  ['updating', { ...flowStates.previewing, earlier: previews.quote }],
  ['stale', reviewingStates.amountChanged],
  ['blocked', { ...reviewing, preview: previews.blocked }],
  ['confirming', confirming],
  ['applied', settledStates.applied],
  ['declined', settledWith(declines.card_declined)],
  ['view only', { ...choosing, catalog: aCatalog({ may: 'view' }) }],
];

async function inEvery(look: (name: string) => Promise<void> | void): Promise<void> {
  const flow = still(choosing);
  for (const [name, state] of places) {
    flow.go(state);
    finishMotion();
    await look(name);
  }
}

async function collected(look: () => Promise<readonly string[]> | readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  await inEvery(async (name) => void found.push(...(await look()).map((line) => `${name}: ${line}`)));
  return found;
}

/** What shows that a control has focus: its own outline, or that of the card or segment around it. */
function outlineOf(node: Element): CSSStyleDeclaration | null {
  for (let at: Element | null = node; at && !at.matches('.ps-plans, .ps-interval-options'); at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) return style;
  }
  return null;
}

const pseudo: Messages = Object.fromEntries(
  Object.entries(en).map(([key, text]) => [
    key,
    typeof text === 'string'
      ? `⟦${text}⟧`
      : Object.fromEntries(Object.entries(text).map(([form, one]) => [form, `⟦${one}⟧`])),
  ]),
  // Every key of the English words, each with the shape it had: what fromEntries forgets.
) as unknown as Messages;

/** Every string that a state carries: names of a provider, not words of the kit. */
function dataIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') found.add(value);
  else if (value && typeof value === 'object') for (const inner of Object.values(value)) dataIn(inner, found);
  return found;
}

function leftInEnglish(state: FlowState): readonly string[] {
  const unmarked = (text: string) => text.replace(/⟦[^⟦⟧]*⟧/g, '').replace(/⟦[^⟦⟧]*⟧/g, '');
  const texts = all('#kit *').flatMap((node) => {
    const rest = unmarked(node.closest('p, dd, dt, li, button, h2, h3, div')?.textContent ?? '');
    return [
      ...[...node.childNodes]
        .filter((child) => child.nodeType === Node.TEXT_NODE)
        .map((child) => child.textContent ?? '')
        .filter((text) => rest.includes(text)),
      ...['aria-label', 'placeholder', 'title', 'alt'].map((name) => node.getAttribute(name) ?? ''),
    ];
  });
  const data = [...dataIn(state)].filter((text) => text.length > 1).toSorted((a, b) => b.length - a.length);
  const isMarked = (text: string) => /[⟦⟧]/.test(text);
  return texts
    .filter((text) => !isMarked(text))
    .map((text) => data.reduce((rest, known) => rest.replaceAll(known, ''), text))
    .filter((text) => /[A-Za-z]{3,}/.test(text));
}

export const allChecks: Checks = {
  async A070() {
    expect(
      await collected(() => axeFindings(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])),
    ).toEqual([]);
    await tidy();
    // Long words from right to left.
    document.documentElement.dir = 'rtl';
    const name = 'Donaudampfschifffahrtsgesellschaft '.repeat(3).trim();
    still({ ...choosing, catalog: aCatalog({ plans: [starterPlan, aPlan({ id: 'plan_long', name, order: 9 })] }) });
    expect(await axeFindings(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])).toEqual([]);
  },

  async A071() {
    expect(await collected(async () => [...smallTargets(24), ...(await ruleFindings('target-size'))])).toEqual([]);
  },

  async A072() {
    await coarse(true);
    const small = () =>
      controls()
        .filter((node) => node.matches('.ps-button, .ps-dialog-close, .ps-interval-radio'))
        .map((node) => ({ node, box: (node.closest('label') ?? node).getBoundingClientRect() }))
        .filter(({ box }) => box.width < 43.5 || box.height < 43.5)
        .map(({ node, box }) => `${Math.round(box.width)} by ${Math.round(box.height)} ${words(node)}`);
    expect(await collected(small)).toEqual([]);
  },

  async A073() {
    for (const [theme, brand] of [
      ['light', 'none'],
      ['dark', 'none'],
      ['light', 'harbor'],
      ['dark', 'linden'],
    ] as const) {
      const { dataset } = document.documentElement;
      [dataset.psTheme, dataset.brand] = [theme, brand];
      const flow = still(choosing);
      before().focus();
      let looked = 0;
      const look = () => {
        const node = focused();
        if (!node || node.id || !kitPlace().contains(node)) return;
        const outline = outlineOf(node);
        expect([theme, brand, node.outerHTML.slice(0, 90), outline !== null]).toEqual([
          theme,
          brand,
          node.outerHTML.slice(0, 90),
          true,
        ]);
        const contrast = outline
          ? ratio(rgba(outline.outlineColor), behind(node.closest('.ps-dialog-panel, .ps-plan') ?? node.parentElement))
          : 0;
        expect(contrast).toBeGreaterThanOrEqual(3);
        looked += 1;
      };
      for (let step = 0; step < 9; step++) {
        await press('Tab');
        look();
      }
      flow.go(reviewingStates.scheduled);
      for (let step = 0; step < 5; step++) {
        await press('Tab');
        look();
      }
      expect(looked).toBeGreaterThan(8);
      await tidy();
    }
  },

  async A074() {
    await page.viewport(320, 480);
    const flow = still(choosing);
    flow.go({ ...reviewing, preview: quotes.everyLine });
    finishMotion();
    for (let step = 0; step < 8; step++) {
      await press('Tab');
      const node = focused();
      if (!node || !dialog().contains(node) || node.matches('.ps-dialog-body')) continue;
      const box = (node.closest('label') ?? node).getBoundingClientRect();
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      expect([
        words(node),
        hit !== null && (node.contains(hit) || node.closest('label')?.contains(hit) === true),
      ]).toEqual([words(node), true]);
    }
  },

  async A075() {
    for (const theme of ['light', 'dark'])
      for (const brand of ['none', 'harbor', 'linden']) {
        const { dataset } = document.documentElement;
        [dataset.psTheme, dataset.brand] = [theme, brand];
        const flow = still(choosing);
        for (const state of [choosing, reviewing, settledWith(declines.card_declined)]) {
          flow.go(state);
          finishMotion();
          expect([theme, brand, ...(await ruleFindings('color-contrast')), ...faintTexts()]).toEqual([theme, brand]);
          // What shows where a control is: its border or its filling against what is around it.
          for (const node of controls().filter((one) =>
            one.matches('.ps-button:not([data-kind=quiet], [aria-disabled=true], :disabled), .ps-input'),
          )) {
            const { borderTopColor, backgroundColor } = getComputedStyle(node);
            const around = behind(node.parentElement);
            const seen = [borderTopColor, backgroundColor].map((color) => {
              const [r, g, b, a] = rgba(color);
              const mix = (front: number, back: number) => front * a + back * (1 - a);
              return ratio([mix(r, around[0]), mix(g, around[1]), mix(b, around[2]), 1], around);
            });
            expect([theme, brand, words(node), Math.max(...seen) >= 3]).toEqual([theme, brand, words(node), true]);
          }
        }
        await tidy();
      }
  },

  A076() {
    const light = (theme: Theme) => contrastProblems(theme, ['light']);
    const problems = light({ accent: '#ffe08a', onAccent: '#ffffff', surface: '#ffffff', text: '#9a9a9a' });
    const names = problems.flatMap(({ tokens }) => tokens);
    for (const token of ['--ps-accent', '--ps-on-accent', '--ps-text', '--ps-surface']) expect(names).toContain(token);
    expect(light({ accent: '#2f54c9', onAccent: '#ffffff', surface: '#ffffff', text: '#1a1a1a' })).toEqual([]);
  },

  async A077() {
    await page.viewport(320, 640);
    expect(await collected(losses)).toEqual([]);
    await tidy();
    await page.viewport(320, 640);
    still(choosing, <PlanComparison />);
    await settle();
    const region = one('.ps-comparison-scroll');
    expect(region.scrollWidth).toBeGreaterThan(region.clientWidth);
    expect(region.tabIndex).toBe(0);
    expect((await accessibilityTree()).some(({ role, name }) => role === 'region' && name === 'Compare plans')).toBe(
      true,
    );
    expect(await ruleFindings('scrollable-region-focusable')).toEqual([]);
    expect(losses()).toEqual([]);
  },

  async A078() {
    addStyle('html { font-size: 32px }');
    expect(await collected(losses)).toEqual([]);
  },

  async A079() {
    addStyle(TEXT_SPACING);
    expect(await collected(losses)).toEqual([]);
    await tidy();
    await page.viewport(320, 640);
    addStyle(TEXT_SPACING);
    expect(await collected(losses)).toEqual([]);
  },

  async A080() {
    await emulate({ 'prefers-reduced-motion': 'reduce' });
    await inEvery((name) => {
      for (const node of all('[class*=ps-]')) {
        const { animationDuration, animationName, transitionDuration, transitionProperty, scrollBehavior } =
          getComputedStyle(node);
        const longest = (list: string) =>
          Math.max(...list.split(',').map((one) => parseFloat(one) * (/ms/.test(one) ? 1 : 1000)));
        if (animationName !== 'none')
          expect([name, node.className, longest(animationDuration) <= 100]).toEqual([name, node.className, true]);
        if (transitionProperty !== 'none')
          expect([name, node.className, longest(transitionDuration) <= 100]).toEqual([name, node.className, true]);
        expect(scrollBehavior).toBe('auto');
      }
    });
  },

  async A081() {
    await emulate({ 'forced-colors': 'active' });
    still(choosing, <PlanPicker mode="choose" />);
    const look = (node: Element | null | undefined) => {
      if (!node) throw new Error('Nothing to look at.');
      const { borderTopWidth, borderTopColor, outlineStyle, backgroundImage, color } = getComputedStyle(node);
      return JSON.stringify({ borderTopWidth, borderTopColor, outlineStyle, backgroundImage, color });
    };
    const card = (isChosen: boolean) =>
      all('.ps-plan').find((node) => Boolean(node.querySelector(isChosen ? 'input:checked' : 'input:not(:checked)')));
    expect(look(card(true))).not.toBe(look(card(false)));
    before().focus();
    await press('Tab');
    expect(focused()?.closest('.ps-plan') && outlineOf(focused() ?? document.body)).not.toBeNull();
    await tidy();
    await emulate({ 'forced-colors': 'active' });
    const flow = still(choosing);
    const [on, off] = [true, false].map((chosen) => one(`.ps-interval-option[data-chosen=${String(chosen)}]`));
    expect(look(on)).not.toBe(look(off));
    flow.go(reviewing);
    const ready = look(one('dialog [data-kind=primary]'));
    expect(getComputedStyle(one('.ps-dialog-panel')).outlineStyle).toBe('solid');
    flow.go(confirming);
    expect(look(one('dialog [data-kind=primary]'))).not.toBe(ready);
    for (const node of all('[class*=ps-]')) expect(getComputedStyle(node).backgroundImage).toMatch(/^none(, none)*$/);
  },

  async A082() {
    for (const [width, height] of [
      [390, 844],
      [844, 390],
    ] as const) {
      await page.viewport(width, height);
      expect(await collected(losses)).toEqual([]);
      expect(await ruleFindings('css-orientation-lock')).toEqual([]);
      await tidy();
    }
  },

  async A083() {
    document.documentElement.dir = 'rtl';
    const flow = still(choosing, undefined, { locale: 'ar' });
    const cards = all('.ps-plan');
    expect((cards[0]?.getBoundingClientRect().left ?? 0) > (cards[1]?.getBoundingClientRect().left ?? 0)).toBe(true);
    const segments = all('.ps-interval-option');
    expect((segments[0]?.getBoundingClientRect().left ?? 0) > (segments[1]?.getBoundingClientRect().left ?? 0)).toBe(
      true,
    );
    for (const name of all('.ps-plan-name')) expect(name.querySelector('bdi')).not.toBeNull();
    flow.go(reviewing);
    finishMotion();
    expect(getComputedStyle(one('[data-icon=arrow]')).scale).toBe('-1 1');
    const close = one('.ps-dialog-close').getBoundingClientRect();
    expect(close.left).toBeLessThan(one('.ps-dialog-title').getBoundingClientRect().left + 1);
    // Digits run from left to right, whatever is around them.
    for (const amount of all('dialog .ps-money')) {
      const node = document.createTreeWalker(amount, NodeFilter.SHOW_TEXT).nextNode();
      const text = node?.textContent ?? '';
      const digits = [...text.matchAll(/\p{Nd}/gu)].map(({ index }) => {
        const range = document.createRange();
        if (node) {
          range.setStart(node, index);
          range.setEnd(node, index + 1);
        }
        return range.getBoundingClientRect().left;
      });
      expect(digits).toEqual(digits.toSorted((a, b) => a - b));
    }
  },

  A084() {
    const plan = aPlan({
      id: 'plan_de',
      name: 'Gründer',
      tagline: 'Für den Anfang',
      lang: { ...starterPlan.lang, name: 'de', tagline: 'de' },
    });
    still({ ...choosing, catalog: aCatalog({ plans: [starterPlan, plan] }) });
    const marked = all('[lang=de]').map((node) => words(node));
    expect(marked).toContain('Gründer');
    expect(marked).toContain('Für den Anfang');
  },

  async A085() {
    makePage();
    const [one, two] = [stillFlow(reviewing), stillFlow(choosing)];
    for (const flow of [one, two]) {
      const where = document.createElement('div');
      kitPlace().append(where);
      drawIn(
        where,
        <ChangePlanProvider flow={flow} locale="en" timeZone="UTC">
          <ChangePlan />
          <PlanPicker mode="choose" />
        </ChangePlanProvider>,
      );
    }
    const ids = all('[id]').map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await ruleFindings('duplicate-id-aria')).toEqual([]);
  },

  async A086() {
    for (const [, state] of everyState.filter(([name]) =>
      /^(flow|checking|settled|reviewing|preview |subscription)/.test(name),
    ))
      still(state);
    await settle(700);
    expect(heard()).toEqual([]);
  },

  async A087() {
    const news: readonly (readonly [string, FlowState, FlowState, 'status' | 'alert'])[] = [
      ['price', flowStates.previewing, reviewing, 'status'],
      ['confirm', reviewing, confirming, 'status'],
      ['slow', confirming, { ...confirming, slow: true }, 'status'],
      ['applied', confirming, settledStates.applied, 'status'],
      ['scheduled', confirming, settledStates.scheduled, 'status'],
      ['processing', confirming, settledStates.processing, 'status'],
      ['declined', confirming, settledWith(declines.card_declined), 'alert'],
      ['refused', confirming, settledStates.rejected, 'alert'],
      ['unknown', confirming, checkingStates.unknown, 'alert'],
      ['connection lost', confirming, { ...checkingStates.unknown, offline: true }, 'alert'],
      ['stale', confirming, reviewingStates.amountChanged, 'alert'],
      ['not sent', reviewing, reviewingStates.notSent, 'alert'],
    ];
    for (const [what, from, to, tone] of news) {
      const flow = still(choosing);
      flow.go(from);
      await settle(150);
      const said = heard().length;
      flow.go(to);
      await settle(150);
      expect([
        what,
        heard()
          .slice(said)
          .map((one) => one.tone),
      ]).toEqual([what, [tone]]);
    }
  },

  async A088() {
    const left: string[] = [];
    for (const [name, state] of places) {
      still(state, undefined, { messages: pseudo, locale: 'ja' });
      left.push(...leftInEnglish(state).map((text) => `${name}: ${text}`));
    }
    expect(left).toEqual([]);
  },

  async A090() {
    const flow = still(choosing);
    const nodes = all('#kit *').length;
    for (const node of controls().slice(0, 12)) {
      node.focus();
      await userEvent.hover(node, { force: true });
    }
    await settle(100);
    expect(flow.calls).toEqual([]);
    expect(all('#kit *')).toHaveLength(nodes);
    expect(all('#kit [title], [role=tooltip], [popover]')).toEqual([]);
  },

  async A091() {
    const flow = still(choosing);
    const keys = 'abcdefghijklmnopqrstuvwxyz0123456789?/.,'.split('');
    button(/^Upgrade to/).focus();
    for (const key of keys) await press(key);
    flow.go(reviewing);
    for (const key of keys) await press(key);
    expect(flow.calls).toEqual([]);
    expect(dialog().matches(':modal')).toBe(true);
  },

  async A092() {
    makePage();
    const { inner, title } = framed();
    expect(title).not.toBe('');
    expect(await ruleFindings('frame-title', 'frame-focusable-content')).toEqual([]);
    before().focus();
    let isIn = false;
    for (let step = 0; step < 30 && document.activeElement?.id !== 'after'; step++) {
      await press('Tab');
      isIn ||= inner.activeElement !== inner.body && inner.activeElement !== null;
    }
    expect(isIn).toBe(true);
    expect(document.activeElement?.id).toBe('after');
  },

  async A093() {
    const odd = async () => {
      const names = new Set((await accessibilityTree()).map(({ name }) => name));
      return controls()
        .filter((node) => node.matches('button, a'))
        .map((node) => node.innerText.replace(/\s+/g, ' ').trim())
        .filter((text) => text !== '' && ![...names].some((name) => name.startsWith(text)));
    };
    expect(await collected(odd)).toEqual([]);
    await tidy();
    still(choosing, <PlanPicker mode="choose" />);
    const names = (await accessibilityTree()).filter(({ role }) => role === 'radio').map(({ name }) => name);
    expect(names).toEqual(all('.ps-plan-label:has(input) bdi').map((node) => words(node)));
  },

  async A094() {
    const flow = still(choosing);
    for (const [name, state] of places.filter(([, { status }]) => status !== 'loading' && status !== 'load_failed')) {
      flow.go(state);
      const inDialog = document.querySelector('dialog[open]');
      const helps = all('.ps-help', inDialog ?? kitPlace());
      expect([name, helps.length]).toEqual([name, 1]);
      // The last thing of what is read, before the buttons of a dialog.
      const next = helps[0]?.nextElementSibling;
      expect([name, next === null || next?.matches('dialog, :empty') === true]).toEqual([name, true]);
    }
  },
};

/** The kit in a frame of its own, drawn from here. */
export function framed(state: FlowState = choosing) {
  const frame = document.createElement('iframe');
  frame.title = 'Plan and billing';
  frame.style.cssText = 'inline-size: 900px; block-size: 600px';
  kitPlace().append(frame);
  const inner = frame.contentDocument;
  if (!inner) throw new Error('The frame has no document.');
  inner.documentElement.lang = 'en';
  inner.title = 'Plan and billing';
  for (const style of document.querySelectorAll('style, link[rel=stylesheet]'))
    inner.head.append(inner.importNode(style, true));
  inner.body.innerHTML = '<main><h1>Billing</h1><div id="inner"></div></main>';
  const flow = stillFlow(state);
  drawIn(
    one('#inner', inner),
    <ChangePlanProvider flow={flow} locale="en" timeZone="UTC">
      <ChangePlan />
    </ChangePlanProvider>,
  );
  return { frame, inner, title: frame.title, go: (next: FlowState) => flushSync(() => flow.move(next)) };
}
