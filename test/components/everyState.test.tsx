import { within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ChangePlan, en } from 'planshift';
import { everyState } from './samples.js';
import { show } from './stage.js';

/** Nothing can be done while an answer is on its way, or while the kit looks by itself; both end. */
const WAITING = new Set(['loading', 'confirming', 'checking']);

const pseudo = Object.fromEntries(
  Object.entries(en).map(([key, text]) => [
    key,
    typeof text === 'string'
      ? mark(text)
      : Object.fromEntries(Object.entries(text).map(([form, one]) => [form, mark(one)])),
  ]),
);

/** Every letter of a message made foreign; names in braces stay. */
function mark(text: string): string {
  return text.replace(/\{\w+\}|[A-Za-z]/g, (found) =>
    found.length > 1 ? found : String.fromCharCode(found.charCodeAt(0) + 0xfee0),
  );
}

/** What the samples fill in: names of the invented product, which no catalogue translates. */
const GIVEN =
  /\band\b|Dedicated address|Projects|Starter|Pro|Free|Business|Enterprise|Plan \d+|Seats|Audit log|Single sign-on|INV-1042|VAT 19%|VAT|Classic|Setup|Extra storage|Launch offer|Build minutes|Custom domain|Visa|checkout\.example|req_\w+|\b(January|April|May|June)\b|\b[AP]M\b|[A-Z]\w+ \d+, 20\d\d|projects/g;

describe.each(everyState)('the screen of %s', (_, state) => {
  it('has a next step', () => {
    const { container } = show(<ChangePlan />, state);
    if (WAITING.has(state.status)) return;
    const dialog = container.querySelector('dialog');
    const place = within(dialog ?? container);
    const steps = [...place.queryAllByRole('button'), ...place.queryAllByRole('link')].filter(
      (step) => !step.hasAttribute('disabled') && step.getAttribute('aria-disabled') !== 'true',
    );
    expect(steps.length).toBeGreaterThan(0);
  });

  it('fills in every name of its words', () => {
    const { container } = show(<ChangePlan />, state);
    expect(container.textContent).not.toMatch(/[{}]|undefined|null|NaN|\[object/);
  });

  it('takes every word from the catalogue', () => {
    const { container } = show(<ChangePlan />, state, { messages: pseudo });
    const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
    const strays: string[] = [];
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent ?? '';
      if (walker.currentNode.parentElement?.closest('.ps-plan-tagline, .ps-plan-badge')) continue;
      if (!/[A-Za-z]/.test(text.replace(GIVEN, ''))) continue;
      strays.push(text);
    }
    expect(strays).toEqual([]);
  });
});
