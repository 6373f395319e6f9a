import { expect } from 'vitest';
import {
  BillingIntervalToggle,
  CancelDialog,
  ChangePlan,
  PlanComparison,
  PlanPicker,
  type FlowState,
  type Language,
} from 'planshift';
import { ar } from 'planshift/locales/ar';
import { de } from 'planshift/locales/de';
import { en } from 'planshift/locales/en';
import { ja } from 'planshift/locales/ja';
import {
  declines,
  flowStates,
  noticeStates,
  quotes,
  reviewingStates,
  settledStates,
  settledWith,
} from 'planshift/testing';
import type { Checks } from './contract.js';
import { finishMotion } from './look.js';
import { heard, settle, still, tidy } from './stage.js';
import { transcriptOf } from './transcript.js';
import { accessibilityTree, below, type AxNode } from './tree.js';

const { choosing, previewing, reviewing, confirming } = flowStates;

const scheduled = noticeStates.find(([name]) => name === 'notice scheduled')?.[1] ?? choosing;

/** The main path from its plans to its receipt, then what a customer may meet beside it. */
const walks: readonly (readonly [string, readonly FlowState[], React.JSX.Element?])[] = [
  ['The section of a page', [choosing]],
  ['The review of a change', [choosing, previewing, reviewing]],
  ['While it is made', [reviewing, confirming]],
  ['It was made', [confirming, settledStates.applied]],
  ['The payment was declined', [confirming, settledWith(declines.card_declined)]],
  ['A statement with every kind of line', [previewing, { ...reviewing, preview: quotes.everyLine }]],
  ['The amount has changed meanwhile', [confirming, reviewingStates.amountChanged]],
  ['A change is set', [scheduled]],
  [
    'Plans to choose from',
    [choosing],
    <>
      <BillingIntervalToggle />
      <PlanPicker mode="choose" />
    </>,
  ],
  ['Plans side by side', [choosing], <PlanComparison key="comparison" />],
  ['Before a plan is canceled', [choosing], <CancelDialog key="cancel" open />],
];

const languages: readonly Language[] = [en, de, ar, ja];

/** What stands between the two buttons of the page, or the dialog that covers them. */
function kitIn(tree: readonly AxNode[]): readonly AxNode[] {
  const dialog = tree.find(({ role }) => role === 'dialog');
  if (dialog) return [dialog, ...below(tree, dialog)];
  const buttons = tree.filter(({ role }) => role === 'button');
  const [first, last] = [buttons[0], buttons.at(-1)].map((node) => (node ? tree.indexOf(node) : -1));
  return tree.slice((first ?? 0) + 2, last);
}

async function walk([title, states, ui = <ChangePlan />]: (typeof walks)[number], language: Language): Promise<string> {
  const [from = choosing, ...then] = states;
  const flow = still(from, ui, { language, locale: language.locale });
  document.documentElement.lang = language.locale;
  document.documentElement.dir = language.direction ?? 'ltr';
  const spoken: string[] = [];
  for (const state of then) {
    await settle(150);
    const before = heard().length;
    flow.go(state);
    finishMotion();
    await settle(200);
    spoken.push(
      ...heard()
        .slice(before)
        .map(({ tone, text }) => `[said by itself, ${tone}] ${text}`),
    );
  }
  const told = transcriptOf(kitIn(await accessibilityTree()));
  return [`# ${title}`, ...spoken, told, ''].join('\n');
}

/**
 * Each language has a file under `transcripts`, to be read by people. After a change that is meant:
 * `npx vitest run --project browser test/a11y/assertions.test.tsx -t A095 --update`, and read what is different.
 */
export const transcriptChecks: Checks = {
  async A095() {
    for (const language of languages) {
      const parts = [];
      for (const one of walks) {
        parts.push(await walk(one, language));
        await tidy();
      }
      await expect(parts.join('\n')).toMatchFileSnapshot(`./transcripts/${language.locale}.txt`);
    }
  },
};
