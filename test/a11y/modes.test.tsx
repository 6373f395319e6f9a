import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  BillingIntervalToggle,
  CancelDialog,
  ChangePlan,
  PlanComparison,
  PlanPicker,
  ProrationPreview,
  SubscriptionNotice,
  type FlowState,
} from 'planshift';
import {
  checkingStates,
  declines,
  flowStates,
  noticeStates,
  previews,
  quotes,
  reviewingStates,
  settledStates,
  settledWith,
  subscriptions,
  aCatalog,
} from 'planshift/testing';
import {
  addStyle,
  controls,
  faintEdges,
  faintTexts,
  finishMotion,
  foreignColours,
  ratio,
  rgba,
  stage,
} from './look.js';
import { all, before, emulate, focused, one, press, settle, still, tidy, words } from './stage.js';

const { choosing, reviewing, confirming, previewing } = flowStates;
const notice = (name: string): FlowState => {
  const found = noticeStates.find(([one]) => one === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found[1];
};
const updating: FlowState = { ...previewing, earlier: previews.quote };
const toChoose = (
  <>
    <BillingIntervalToggle />
    <PlanPicker mode="choose" />
  </>
);

/** Every kind of thing that is drawn: cards, radios, a toggle, notices, a statement, a foot, what is off, what went wrong. */
const screens: readonly (readonly [string, FlowState, React.JSX.Element?])[] = [
  ['plans', choosing],
  ['plans to choose', choosing, toChoose],
  ['comparison', choosing, <PlanComparison key="" />],
  ['a change that is set', notice('notice scheduled')],
  ['a payment that is missing', { ...choosing, catalog: aCatalog({ subscription: subscriptions.past_due }) }],
  ['a review', reviewing],
  ['every line', { ...reviewing, preview: quotes.everyLine }],
  ['figures that are renewed', updating, <ProrationPreview key="" />],
  ['asked again', reviewingStates.amountChanged],
  ['confirming', confirming],
  ['applied', settledStates.applied],
  ['declined', settledWith(declines.card_declined)],
  ['unknown', checkingStates.unknown],
  ['canceling', flowStates.canceling, <CancelDialog key="" open />],
];

function dress(theme: string, brand: string): void {
  const { dataset } = document.documentElement;
  [dataset.psTheme, dataset.brand] = [theme, brand];
}

/** Draws every screen and says where something was found. */
async function inAll(look: () => Promise<readonly string[]> | readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  // The buttons of the page around it are nobody's.
  addStyle('#before, #after { display: none }');
  for (const [name, state, ui] of screens) {
    still(state, ui);
    finishMotion();
    found.push(...(await look()).map((line) => `${name}: ${line}`));
  }
  return found;
}

afterEach(tidy);

describe('with prefers-contrast: more', () => {
  // The last is a brand whose button is bright with dark words: nothing of it would reach 7 to 1 on white.
  const sunny =
    ':root { --ps-accent: #ffd400; --ps-on-accent: #000; --ps-line: #eee; --ps-edge: #949494; --ps-muted: #767676 }';
  it.each([
    ['light', 'none', ''],
    ['dark', 'none', ''],
    ['light', 'harbor', ''],
    ['dark', 'harbor', ''],
    ['light', 'linden', ''],
    ['dark', 'linden', ''],
    ['light', 'none', sunny],
  ])('%s, brand %s %s: all text has 7 to 1 and every edge of a control 4.5 to 1', async (theme, brand, style) => {
    dress(theme, brand);
    if (style) addStyle(style);
    await emulate({ 'prefers-contrast': 'more' });
    const edges =
      '.ps-button:not([data-kind=quiet], .ps-payment-link *), .ps-input, .ps-choice-option, .ps-interval-options, .ps-plan';
    expect(await inAll(() => [...faintTexts(7), ...faintEdges(4.5, edges)])).toEqual([]);
  });

  it('is stronger than without it', async () => {
    dress('light', 'none');
    expect((await inAll(() => faintTexts(7))).length).toBeGreaterThan(10);
  });

  it('shows what is off by a broken edge, not by fading', async () => {
    await emulate({ 'prefers-contrast': 'more' });
    still(confirming);
    for (const node of all('dialog .ps-actions .ps-button')) {
      const { opacity, borderTopStyle } = getComputedStyle(node);
      expect([words(node), opacity, borderTopStyle]).toEqual([words(node), '1', 'dashed']);
    }
  });
});

/** What an eye can tell one thing from another by, where the system paints. */
function seen(node: Element, before?: string): string {
  const style = getComputedStyle(node, before);
  const { borderTopWidth, borderTopStyle, borderTopColor, outlineStyle, outlineWidth, backgroundColor, color } = style;
  return JSON.stringify({
    borderTopWidth,
    borderTopStyle,
    borderTopColor,
    outlineStyle,
    outlineWidth,
    backgroundColor,
    color,
  });
}

describe('with forced colours', () => {
  it.each(['light', 'dark'])('a %s system paints with its own colours alone', async (scheme) => {
    await emulate({ 'forced-colors': 'active', 'prefers-color-scheme': scheme });
    document.documentElement.style.colorScheme = scheme;
    expect(await inAll(foreignColours)).toEqual([]);
  });

  it('tells what is chosen, current, set for later and off from what is not', async () => {
    await emulate({ 'forced-colors': 'active' });
    still(choosing, toChoose);
    expect(seen(one('.ps-plan[data-chosen=true]'))).not.toBe(seen(one('.ps-plan[data-chosen=false]')));
    expect(seen(one('.ps-interval-option[data-chosen=true]'))).not.toBe(
      seen(one('.ps-interval-option[data-chosen=false]')),
    );
    expect(seen(one('.ps-interval-options'), '::before')).toContain(
      getComputedStyle(one('.ps-plan[data-chosen=true]')).borderTopColor,
    );
    still(notice('notice scheduled'));
    const [open, current, scheduled] = ['open', 'current', 'scheduled'].map((offer) =>
      seen(one(`.ps-plan[data-offer=${offer}]`)),
    );
    expect(new Set([open, current, scheduled]).size).toBe(3);
    still(reviewingStates.scheduled);
    expect(seen(one('.ps-choice-option[data-chosen=true]'))).not.toBe(
      seen(one('.ps-choice-option[data-chosen=false]')),
    );
    const [back, yes] = all('dialog .ps-actions .ps-button').map((node) => seen(node));
    expect(yes).not.toBe(back);
    still(confirming);
    const [backOff, yesOff] = all('dialog .ps-actions .ps-button').map((node) => seen(node));
    expect(new Set([back, yes, backOff, yesOff]).size).toBeGreaterThanOrEqual(3);
    expect(yesOff).not.toBe(yes);
    expect(backOff).not.toBe(back);
  });

  it('tells a warning from a message by its mark and its edge', async () => {
    await emulate({ 'forced-colors': 'active' });
    still({ ...choosing, catalog: aCatalog({ subscription: subscriptions.past_due }) }, <SubscriptionNotice />);
    const warning = one('.ps-notice');
    const [mark, edge] = [one('svg', warning).innerHTML, getComputedStyle(warning).borderTopWidth];
    still({ ...choosing, catalog: aCatalog({ subscription: subscriptions.paused }) }, <SubscriptionNotice />);
    expect(one('svg', one('.ps-notice')).innerHTML).not.toBe(mark);
    expect(getComputedStyle(one('.ps-notice')).borderTopWidth).not.toBe(edge);
  });

  it('gives a boundary to what has one by its filling elsewhere', async () => {
    await emulate({ 'forced-colors': 'active' });
    still(choosing, toChoose);
    for (const name of ['.ps-interval-options', '.ps-plan-badge'])
      expect(getComputedStyle(one(name)).outlineStyle).toBe('solid');
    still(reviewing);
    expect(getComputedStyle(one('.ps-dialog-panel')).outlineStyle).toBe('solid');
    still(flowStates.loading);
    expect(getComputedStyle(one('.ps-skeleton')).outlineStyle).toBe('solid');
  });

  it('shows focus on every control, the chosen ones too', async () => {
    await emulate({ 'forced-colors': 'active' });
    for (const state of [choosing, reviewing]) {
      still(state, state === choosing ? toChoose : undefined);
      if (state === choosing) before().focus();
      let looked = 0;
      for (let step = 0; step < 6; step++) {
        await press('Tab');
        const node = focused();
        const shown = node?.closest('.ps-plan:has(.ps-plan-radio), .ps-interval-option') ?? node;
        if (!shown?.matches('[class*=ps-]')) continue;
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(shown);
        expect([shown.className, outlineStyle, parseFloat(outlineWidth) >= 2, rgba(outlineColor)[3] > 0.5]).toEqual([
          shown.className,
          'solid',
          true,
          true,
        ]);
        looked += 1;
      }
      expect(looked).toBeGreaterThan(2);
    }
  });
});

const running = () =>
  document
    .getAnimations()
    .map((animation) => (animation.effect instanceof KeyframeEffect ? animation.effect.target?.className : ''));

/** Chooses the last interval by hand, on a billing system that answers. */
async function slide(): Promise<readonly unknown[]> {
  const flow = still(choosing, <BillingIntervalToggle />);
  await settle(50);
  const wanted = choosing.status === 'choosing' ? choosing.catalog.plans.flatMap(({ prices }) => prices) : [];
  const yearly = wanted.find(({ interval }) => interval?.interval === 'year')?.interval;
  if (choosing.status !== 'choosing' || !yearly) throw new Error('Nothing is sold by the year.');
  flow.go({ ...choosing, choice: { ...choosing.choice, interval: yearly } });
  getComputedStyle(one('.ps-interval-options'), '::before').translate.toString();
  return running();
}

describe('with prefers-reduced-motion', () => {
  it('no transition and no animation runs, the toggle’s thumb included', async () => {
    await emulate({ 'prefers-reduced-motion': 'reduce' });
    expect(await slide()).toEqual([]);
    const flow = still(choosing);
    for (const [, state] of screens) {
      flow.go(state);
      expect(running()).toEqual([]);
    }
    for (const node of controls()) {
      await userEvent.hover(node, { force: true });
      expect(running()).toEqual([]);
    }
  });

  it('without it they do run', async () => {
    await emulate({ 'prefers-reduced-motion': 'no-preference' });
    expect(await slide()).not.toEqual([]);
    still(choosing).go(reviewing);
    expect(running()).not.toEqual([]);
  });

  it('the words that figures are renewed are there at once', async () => {
    await emulate({ 'prefers-reduced-motion': 'reduce' });
    still(updating, <ProrationPreview />);
    expect(getComputedStyle(one('.ps-updating')).opacity).toBe('1');
  });
});

describe('on paper', () => {
  const PRESSED = 'button, .ps-button, .ps-skeleton, .ps-interval, .ps-dialog-close, [type=search]';

  it.each(['light', 'dark'])('everything is black on white, whatever the theme is (%s)', async (theme) => {
    dress(theme, 'none');
    await emulate({}, 'print');
    const wrong = () =>
      [...stage().querySelectorAll('[class*=ps-]:not(svg, .ps-sr)')].flatMap((node) => {
        if (!node.checkVisibility()) return [];
        const { color, backgroundColor, backgroundImage, boxShadow, opacity } = getComputedStyle(node);
        const isFine =
          ratio(rgba(color), rgba('#fff')) > 20 &&
          ratio(rgba(backgroundColor), rgba('#fff')) < 1.01 &&
          backgroundImage === 'none' &&
          boxShadow === 'none' &&
          (opacity === '1' || node.matches('input'));
        return isFine
          ? []
          : [`${node.className}: ${color} on ${backgroundColor} ${backgroundImage} ${boxShadow} ${opacity}`];
      });
    expect(await inAll(wrong)).toEqual([]);
  });

  it('nothing is there that can only be pressed or that waits', async () => {
    await emulate({}, 'print');
    const pressed = () =>
      all(PRESSED)
        .filter((node) => node.checkVisibility())
        .map((node) => node.outerHTML.slice(0, 80));
    expect(await inAll(pressed)).toEqual([]);
    await emulate({});
    expect((await inAll(pressed)).length).toBeGreaterThan(20);
  });

  it('a dialog is whole, on a small screen too, and stands alone in its section', async () => {
    await page.viewport(320, 480);
    still({ ...reviewing, preview: quotes.everyLine });
    const [panel, body] = [one('.ps-dialog-panel'), one('.ps-dialog-body')];
    expect(body.scrollHeight).toBeGreaterThan(body.clientHeight + 200);
    await emulate({}, 'print');
    expect(body.scrollHeight).toBeLessThanOrEqual(body.clientHeight + 1);
    expect(one('.ps-dialog').getBoundingClientRect().height).toBeGreaterThanOrEqual(
      panel.getBoundingClientRect().height,
    );
    expect(getComputedStyle(one('.ps-dialog')).overflow).toBe('visible');
    expect(one('.ps-hint', one('.ps-dialog-foot')).checkVisibility()).toBe(true);
    expect(one('.ps-plan-picker').checkVisibility()).toBe(false);
  });

  it('a table of plans loses no column', async () => {
    await page.viewport(700, 900);
    still(choosing, <PlanComparison />);
    await emulate({}, 'print');
    const scroll = one('.ps-comparison-scroll');
    expect(getComputedStyle(scroll).overflow).toBe('visible');
    expect(one('table').getBoundingClientRect().width).toBeLessThanOrEqual(scroll.getBoundingClientRect().width + 1);
  });

  it('asks that no row is broken', async () => {
    await emulate({}, 'print');
    still({ ...reviewing, preview: quotes.everyLine });
    still(choosing, <ChangePlan />);
    for (const node of all('.ps-row, .ps-line, .ps-plan, .ps-notice, .ps-comparison-table tr'))
      expect([node.className, getComputedStyle(node).breakInside]).toEqual([node.className, 'avoid']);
  });
});

describe('without data-ps-theme', () => {
  const BLUE = { light: '#2f54c9', dark: '#9db2ff' };
  const primary = () => rgba(getComputedStyle(one('.ps-button[data-kind=primary]')).backgroundColor).join();

  it.each([
    ['light', 'dark', 'light'],
    ['dark', 'light', 'dark'],
    ['light dark', 'light', 'light'],
    ['light dark', 'dark', 'dark'],
  ] as const)('a host whose color-scheme is "%s" on a %s system is %s', async (scheme, system, theme) => {
    await emulate({ 'prefers-color-scheme': system });
    document.documentElement.style.colorScheme = scheme;
    const flow = still(choosing);
    expect(primary()).toBe(rgba(BLUE[theme]).join());
    flow.go(reviewing);
    expect(rgba(getComputedStyle(one('.ps-dialog-panel')).backgroundColor)[0] > 128).toBe(theme === 'light');
  });

  it('a part of a page may be of the other kind', async () => {
    document.documentElement.style.colorScheme = 'dark';
    still(choosing);
    one('#kit').dataset.psTheme = 'light';
    expect(primary()).toBe(rgba(BLUE.light).join());
    one('#kit').removeAttribute('data-ps-theme');
  });
});
