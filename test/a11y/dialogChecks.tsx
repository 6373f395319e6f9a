import { flushSync } from 'react-dom';
import { expect } from 'vitest';
import { userEvent } from 'vitest/browser';
import { ChangePlan, ChangePlanProvider, type FlowState } from 'planshift';
import {
  checkingStates,
  declines,
  flowStates,
  previews,
  quotes,
  rejections,
  reviewingStates,
  settledStates,
  settledWith,
} from 'planshift/testing';
import { stillFlow } from '../components/stage.js';
import type { Checks } from './contract.js';
import { finishMotion, ruleFindings } from './look.js';
import { held } from './previewChecks.js';
import {
  all,
  before,
  button,
  dialog,
  drawIn,
  focused,
  heard,
  kitPlace,
  live,
  makePage,
  one,
  openReview,
  press,
  settle,
  still,
  tidy,
  untilThere,
  words,
} from './stage.js';
import { accessibilityTree } from './tree.js';

const { choosing, reviewing, confirming } = flowStates;

/** Every place that the dialog can be. */
const places: readonly (readonly [string, FlowState])[] = [
  ['previewing', flowStates.previewing],
  ['preview failed', flowStates.preview_failed],
  ['reviewing', reviewing],
  ['scheduled', reviewingStates.scheduled],
  ['stale', reviewingStates.amountChanged],
  ['not sent', reviewingStates.notSent],
  ['checkout', { ...reviewing, preview: previews.requires_checkout }],
  ['blocked', { ...reviewing, preview: previews.blocked }],
  ['every line', { ...reviewing, preview: quotes.everyLine }],
  ['confirming', confirming],
  ['redirecting', flowStates.redirecting],
  ...Object.entries(checkingStates).map(([name, state]) => [`checking ${name}`, state] as const),
  ...Object.entries(settledStates).map(([name, state]) => [`settled ${name}`, state] as const),
];

/** Opens the dialog as a customer does, then goes to a state. */
function openAt(state: FlowState) {
  const flow = still(choosing);
  flow.go(reviewing);
  flow.go(state);
  return flow;
}

const isInside = () => dialog().contains(focused()) || one('dialog').contains(document.activeElement);

export async function staysInside(presses: number, chord: string, isIn: () => boolean): Promise<void> {
  for (let time = 1; time <= presses; time++) {
    await press(chord);
    if (!isIn()) throw new Error(`${chord} number ${time} left the dialog for ${focused()?.outerHTML.slice(0, 80)}.`);
  }
}

export const dialogChecks: Checks = {
  async A050() {
    await live();
    await openReview(/^Upgrade to/);
    expect(focused()?.tagName).toBe('H2');
    expect(focused()?.getAttribute('tabindex')).toBe('-1');
    expect(words(focused())).toBe('Review the change');
    expect(dialog().contains(focused())).toBe(true);
  },

  async A051() {
    const flow = openAt(reviewing);
    for (const [place, state] of places) {
      flow.go(state);
      const dialogs = (await accessibilityTree()).filter(({ role }) => role === 'dialog' || role === 'alertdialog');
      expect([place, dialogs.map(({ name, state: { modal } }) => [name, modal])]).toEqual([
        place,
        [[words(one('.ps-dialog-title')), true]],
      ]);
      expect(one('.ps-dialog-title').checkVisibility()).toBe(true);
      expect(dialog().matches(':modal')).toBe(true);
    }
    openAt(reviewing);
    expect(await ruleFindings('aria-dialog-name')).toEqual([]);
  },

  async A052() {
    const flow = openAt(reviewing);
    for (const [place, state] of places) {
      flow.go(state);
      const [found] = (await accessibilityTree()).filter(({ role }) => role === 'dialog');
      expect([place, (found?.description.length ?? 0) < 200]).toEqual([place, true]);
    }
  },

  async A053() {
    await live();
    await openReview(/^Upgrade to/);
    await staysInside(40, 'Tab', isInside);
    await staysInside(40, 'Shift+Tab', isInside);
    await tidy();
    makePage();
    const host = document.createElement('div');
    kitPlace().append(host);
    const shadow = host.attachShadow({ mode: 'open' });
    const flow = stillFlow(choosing);
    drawIn(
      shadow,
      <ChangePlanProvider flow={flow} locale="en" timeZone="UTC">
        <ChangePlan />
      </ChangePlanProvider>,
    );
    flushSync(() => flow.move(reviewing));
    const isInShadow = () => shadow.querySelector('dialog')?.contains(shadow.activeElement) === true;
    await staysInside(40, 'Tab', isInShadow);
    await staysInside(40, 'Shift+Tab', isInShadow);
  },

  async A054() {
    openAt(reviewing);
    const tree = await accessibilityTree();
    expect(tree.filter(({ name }) => /^(Before|After|Billing|Upgrade to|Your plan|Plans)/.test(name))).toEqual([]);
    before().focus();
    expect(focused()).not.toBe(before());
    for (const [x, y] of [
      [5, 5],
      [innerWidth - 5, 5],
      [5, innerHeight - 5],
      [innerWidth / 2, innerHeight / 2],
    ] as const)
      expect(dialog().contains(document.elementFromPoint(x, y))).toBe(true);
    getSelection()?.removeAllRanges();
    // Not standard, and in every browser: the search of the page itself.
    const search = (window as unknown as { readonly find: (text: string) => boolean }).find;
    expect(search('Before')).toBe(false);
  },

  async A055() {
    const waits = held('changePlan');
    await live(<ChangePlan />, { change: waits.change });
    await openReview(/^Upgrade to/);
    await press('Escape');
    await settle();
    expect(document.querySelector('dialog')).toBeNull();
    await openReview(/^Upgrade to/);
    button(/^Pay/, dialog()).focus();
    await press('Enter');
    await press('Escape', 2);
    await settle();
    expect(dialog().matches(':modal')).toBe(true);
    expect(heard().at(-1)).toMatchObject({
      tone: 'status',
      text: expect.stringMatching(/was sent. Closing would not stop it/),
    });
    waits.letGo();
    await untilThere('dialog h2', /^You are on/);
  },

  async A056() {
    const flow = openAt(reviewing);
    for (const [place, state] of places) {
      flow.go(state);
      const close = all('dialog button').filter((node) =>
        /^(Close|Cancel)$/.test(node.getAttribute('aria-label') ?? words(node)),
      );
      expect([place, close.some((node) => node.checkVisibility())]).toEqual([place, true]);
    }
  },

  async A057() {
    await live();
    const opener = await openReview(/^Upgrade to/);
    await press('Escape');
    await settle();
    expect(focused()).toBe(opener);
    await openReview(/^Upgrade to/);
    await userEvent.click(button(/^Close$/, dialog()));
    await settle();
    expect(focused()).toBe(opener);
    // After the change there is no such button any more.
    await openReview(/^Upgrade to/);
    button(/^Pay/, dialog()).click();
    (await untilThere('dialog button', /^Done$/)).click();
    await settle();
    expect(opener.isConnected && opener.checkVisibility() && /^Upgrade to Business/.test(words(opener))).toBe(false);
    expect(words(focused())).toBe('Your plan');
  },

  async A058() {
    const sandbox = await live();
    await openReview(/^Upgrade to/);
    const text = words(dialog());
    const amount = (/Pay (\$[\d,.]+)/.exec(text) ?? [])[1] ?? 'no amount';
    expect(text).toContain('Business, monthly');
    expect(words(one('.ps-due'))).toBe(`Due today${amount}`);
    expect(text).toContain('as soon as you confirm');
    expect(text).toMatch(/Next invoice\$[\d,.]+ on [A-Z][a-z]+ \d{1,2}, \d{4}/);
    expect(text).toMatch(/Payment methodVisa ending in 4242/);
    expect(sandbox.control.ledger()).toEqual([]);
    button(/^Pay/, dialog()).click();
    await untilThere('dialog h2', /^You are on/);
    expect(sandbox.control.ledger()).toHaveLength(1);
  },

  async A059() {
    await live();
    await openReview(/^Upgrade to/);
    const due = words(one('.ps-due-amount'));
    const names = (await accessibilityTree()).filter(({ role }) => role === 'button').map(({ name }) => name);
    expect(names).toContain(`Pay ${due} and switch to Business`);
    expect(names).not.toContain('OK');
  },

  async A060() {
    const waits = held('changePlan');
    await live(<ChangePlan />, { change: waits.change });
    await openReview(/^Upgrade to/);
    finishMotion();
    const confirm = button(/^Pay/, dialog());
    const box = confirm.getBoundingClientRect();
    confirm.focus();
    await press('Enter');
    await settle();
    expect(focused()).toBe(confirm);
    expect(confirm.getAttribute('aria-disabled')).toBe('true');
    expect(confirm.hasAttribute('disabled')).toBe(false);
    expect(words(confirm)).toMatch(/Changing your plan/);
    expect(Math.round(confirm.getBoundingClientRect().bottom)).toBe(Math.round(box.bottom));
    expect(Math.round(confirm.getBoundingClientRect().right)).toBe(Math.round(box.right));
    waits.letGo();
    await untilThere('dialog h2', /^You are on/);
  },

  async A061() {
    await live();
    await openReview(/^Upgrade to/);
    await settle();
    const said = heard().length;
    button(/^Pay/, dialog()).focus();
    await press('Enter');
    await untilThere('dialog h2', /^You are on/);
    await settle(600);
    const news = heard()
      .slice(said)
      .filter(({ text }) => /You are on Business/.test(text));
    expect(news).toHaveLength(1);
    expect(news[0]?.tone).toBe('status');
    expect(words(focused())).toBe('You are on Business');
    expect(focused()?.tagName).toBe('H2');
  },

  async A062() {
    const bad: readonly (readonly [string, FlowState, RegExp])[] = [
      ['declined', settledWith(declines.card_declined), /declined.*still on/],
      ['refused', settledWith(rejections.payment_overdue), /not made.*still on.*overdue/],
      ['stale', reviewingStates.amountChanged, /price changed from.*Please confirm again/],
    ];
    for (const [what, state, cause] of bad) {
      const flow = openAt(confirming);
      await settle();
      flow.go(state);
      await settle();
      expect([what, heard().at(-1)]).toEqual([what, { tone: 'alert', text: expect.stringMatching(cause) }]);
      const now = focused();
      expect([what, now?.matches('h2, .ps-notice')]).toEqual([what, true]);
      expect([what, all('dialog .ps-actions button, dialog .ps-actions a').length > 0]).toEqual([what, true]);
      await tidy();
    }
  },

  /** Whatever is missing is marked, described and reached; more than one has a summary with links. */
  async A063() {
    await live(<ChangePlan />, { customer: 'demo' });
    await openReview(/^Downgrade/);
    const confirm = one('dialog [data-kind=primary]');
    confirm.focus();
    await press('Enter');
    await settle();
    const wrong = all('dialog [aria-invalid=true]');
    expect(wrong.length).toBeGreaterThan(0);
    expect(focused()).toBe(wrong.length === 1 ? wrong[0] : one('dialog [data-summary] h3'));
    for (const field of wrong) {
      const told = (field.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => words(document.getElementById(id)));
      expect(told.join('')).not.toBe('');
      if (wrong.length > 1)
        expect(all('dialog [data-summary] a').map((link) => link.getAttribute('href'))).toContain(`#${field.id}`);
    }
  },

  async A064() {
    const flow = openAt(confirming);
    await settle();
    flow.go(checkingStates.unknown);
    await settle();
    expect(heard().at(-1)).toMatchObject({
      tone: 'alert',
      text: expect.stringMatching(/may have changed.*do not pay again; we are checking/i),
    });
    expect(words(dialog())).toMatch(/do not pay again/);
    flow.go(settledStates.unknown);
    expect(words(dialog())).toMatch(/do not pay again/);
    expect(words(dialog())).toMatch(/Last checked at/);
    expect(button(/^Check again$/, dialog()).checkVisibility()).toBe(true);
  },

  async A065() {
    openAt({ ...reviewing, preview: previews.requires_checkout });
    expect(words(one('.ps-dialog-foot'))).toMatch(/You will leave this page to pay on checkout\.example/);
    const foot = one('.ps-dialog-foot');
    const [told, confirm] = [one('.ps-hint', foot), one('[data-kind=primary]', foot)];
    expect(told.compareDocumentPosition(confirm) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    const [button] = (await accessibilityTree()).filter(({ role, name }) => role === 'button' && /checkout/.test(name));
    expect(button?.name).toMatch(/Continue to checkout/);
    await tidy();
    openAt(flowStates.redirecting);
    expect(words(dialog())).toMatch(/You are leaving for/);
  },

  async A066() {
    let isOffline = true;
    await live(<ChangePlan />, { environment: { isOnline: () => !isOffline } });
    await openReview(/^Downgrade/);
    const consent = one('dialog input[type=checkbox]') as HTMLInputElement;
    consent.click();
    expect(consent.checked).toBe(true);
    one('dialog [data-kind=primary]').click();
    await untilThere('dialog .ps-notice', /offline/i);
    expect((one('dialog input[type=checkbox]') as HTMLInputElement).checked).toBe(true);
    isOffline = false;
    one('dialog [data-kind=primary]').click();
    await untilThere('dialog h2', /will change to/);
    await tidy();
    const flow = openAt(reviewing);
    flow.go(reviewingStates.amountChanged);
    expect(words(one('.ps-from-to'))).toContain('Pro');
    expect(flow.calls).toEqual([]);
  },
};
