import { flushSync } from 'react-dom';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import {
  BillingIntervalToggle,
  ChangePlan,
  ChangePlanProvider,
  PlanComparison,
  PlanPicker,
  ProrationPreview,
  type BillingAdapter,
} from 'planshift';
import { createSandbox, type Sandbox } from 'planshift/sandbox';
import { declines, flowStates, settledWith } from 'planshift/testing';
import { stillFlow } from '../components/stage.js';
import { framed } from './allChecks.js';
import { contract, type KeyboardStep } from './contract.js';
import { staysInside } from './dialogChecks.js';
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
  tabTo,
  tidy,
  untilThere,
  words,
} from './stage.js';

/** What each step of a script means: it presses the keys of the contract, and looks. */
type Steps = Readonly<Record<string, (step: KeyboardStep) => Promise<void>>>;
interface Script {
  readonly begin: () => Promise<void>;
  readonly steps: Steps;
}

const { choosing, reviewing, confirming } = flowStates;
const radios = (selector = '.ps-plan') => [
  ...document.querySelectorAll<HTMLInputElement>(`${selector} input[type=radio]`),
];
const at = () => radios().findIndex((radio) => radio.checked && radio === focused());

let sandbox: Sandbox;
let aborted = 0;
let index = 0;
let opener: HTMLElement | null = null;
let waits = held('changePlan');
let presses = 0;

const countAborts = (adapter: BillingAdapter): BillingAdapter => ({
  ...adapter,
  previewChangePlan: async (request, signal) => {
    signal.addEventListener('abort', () => (aborted += 1));
    await settle(120);
    return adapter.previewChangePlan(request, signal);
  },
});

const moved = (by: number) => async (step: KeyboardStep) => {
  const count = radios().length;
  await press(step.press);
  index = (index + by + count) % count;
  expect(at()).toBe(index);
};

const scripts: Readonly<Record<string, Script>> = {
  K1: {
    async begin() {
      sandbox = await live(
        <>
          <PlanPicker mode="choose" reviewOnChoose />
          <BillingIntervalToggle />
          <ProrationPreview />
        </>,
        { customer: 'starter', change: countAborts },
      );
      aborted = 0;
      before().focus();
    },
    steps: {
      async 'focus on the checked plan radio'({ press: key }) {
        await press(key);
        index = radios().findIndex(({ checked }) => checked);
        expect(at()).toBe(index);
      },
      async 'next plan checked and focused; preview busy'(step) {
        await moved(1)(step);
        expect(one('.ps-preview').getAttribute('aria-busy')).toBe('true');
      },
      async 'next; earlier preview aborted'(step) {
        await moved(1)(step);
        await vi.waitFor(() => expect(aborted).toBeGreaterThan(0));
      },
      'wraps to the first enabled plan': moved(1),
      'wraps to the last': moved(-1),
      async 'no change when already checked'({ press: key }) {
        await press(key);
        expect(at()).toBe(index);
      },
      async 'no submit'({ press: key }) {
        await press(key);
        await settle();
        expect(sandbox.control.ledger()).toEqual([]);
        expect(at()).toBe(index);
      },
      async 'leaves the group to the interval group or the action button'({ press: key }) {
        await press(key);
        expect(radios()).not.toContain(focused());
        expect(radios('.ps-interval')).toContain(focused());
      },
      async 'back on the checked radio'({ press: key }) {
        await press(key);
        expect(at()).toBe(index);
      },
    },
  },
  K2: {
    async begin() {
      waits = held('changePlan');
      sandbox = await live(<ChangePlan />, { change: waits.change });
    },
    steps: {
      async 'dialog open, focus on its heading or Cancel'() {
        opener = await openReview(/^Upgrade to/);
        expect(words(focused())).toBe('Review the change');
      },
      async 'never outside'({ press: keys }) {
        const [chord = '', count = '1'] = keys.split(' x ');
        await staysInside(Number(count), chord, () => dialog().contains(focused()));
      },
      async 'closed, focus on Change plan'({ press: key }) {
        await press(key);
        await settle();
        expect(document.querySelector('dialog')).toBeNull();
        expect(focused()).toBe(opener);
      },
      async 'request goes on; message says so; result announced'() {
        await openReview(/^Upgrade to/);
        await tabTo((node) => /^Pay/.test(words(node)));
        await press('Enter');
        await press('Escape');
        await settle();
        expect(heard().at(-1)?.text).toMatch(/was sent. Closing would not stop it/);
        waits.letGo();
        await untilThere('dialog h2', /^You are on/);
        await settle();
        expect(heard().at(-1)).toMatchObject({ tone: 'status', text: expect.stringMatching(/^You are on Business/) });
        expect(sandbox.control.ledger()).toHaveLength(1);
      },
    },
  },
  K3: {
    async begin() {
      sandbox = createSandbox();
      await live(<ChangePlan />, {
        sandbox,
        customer: 'starter',
        // For two plans, as the contract counts.
        change: (adapter) => ({
          ...adapter,
          getCatalog: async (request, signal) => {
            const catalog = await adapter.getCatalog(request, signal);
            return { ...catalog, plans: catalog.plans.filter(({ name }) => name === 'Starter' || name === 'Pro') };
          },
        }),
      });
      before().focus();
      presses = 0;
    },
    steps: {
      async 'changed, announced, focus on success heading; at most 12 presses'() {
        presses += await tabTo((node) => radios('.ps-interval').some((radio) => radio === node));
        await press('ArrowRight');
        presses += 1;
        presses += await tabTo((node) => /^(Upgrade to Pro|Switch to)/.test(words(node)));
        await press('Enter');
        presses += 1;
        await untilThere('dialog button', /^Pay/);
        presses += await tabTo((node) => /^Pay/.test(words(node)));
        await press('Enter');
        presses += 1;
        await untilThere('dialog h2', /^You are/);
        await settle();
        expect(sandbox.control.ledger()).toHaveLength(1);
        expect(heard().at(-1)).toMatchObject({ tone: 'status', text: expect.stringMatching(/^You are/) });
        expect(focused()?.tagName).toBe('H2');
        expect(presses).toBeLessThanOrEqual(12);
      },
    },
  },
  K4: {
    async begin() {
      document.documentElement.dir = 'rtl';
      await live(<BillingIntervalToggle />);
      before().focus();
    },
    steps: {
      async 'checked interval'({ press: key }) {
        await press(key);
        index = radios('.ps-interval').findIndex(({ checked }) => checked);
        expect(radios('.ps-interval')[index]).toBe(focused());
      },
      async 'next interval (visually left)'({ press: key }) {
        const left = focused()?.getBoundingClientRect().left ?? 0;
        await press(key);
        expect(radios('.ps-interval')[index + 1]).toBe(focused());
        expect(radios('.ps-interval')[index + 1]?.checked).toBe(true);
        expect(focused()?.getBoundingClientRect().left).toBeLessThan(left);
      },
      async back({ press: key }) {
        await press(key);
        expect(radios('.ps-interval')[index]).toBe(focused());
      },
    },
  },
  K5: {
    async begin() {
      sandbox = await live();
      opener = await openReview(/^Upgrade to/);
      sandbox.control.fault({ switch: 'price-bump' });
      await tabTo((node) => /^Pay/.test(words(node)));
    },
    steps: {
      async 'alert with old and new amount, focus on it'() {
        const old = /\$[\d,.]+/.exec(words(focused()))?.[0] ?? '';
        await press('Enter');
        const notice = await untilThere('dialog .ps-notice', /price changed/i);
        await settle();
        expect(heard().at(-1)?.tone).toBe('alert');
        expect(heard().at(-1)?.text).toContain(old);
        expect(
          new Set(
            heard()
              .at(-1)
              ?.text.match(/\$[\d,]+\.\d\d/g),
          ).size,
        ).toBe(2);
        expect(focused()).toBe(notice);
      },
      async 'Confirm with the new amount in its name'() {
        const now =
          heard()
            .at(-1)
            ?.text.match(/\$[\d,]+\.\d\d/g)
            ?.at(-1) ?? '';
        await tabTo((node) => /^Pay/.test(words(node)));
        expect(words(focused())).toContain(now);
      },
      async 'closed, nothing charged, focus on opener'({ press: key }) {
        await press(key);
        await settle();
        expect(document.querySelector('dialog')).toBeNull();
        expect(sandbox.control.ledger()).toEqual([]);
        expect(focused()).toBe(opener);
      },
    },
  },
  K6: {
    async begin() {
      const flow = still(choosing);
      flow.go(reviewing);
      await tabTo((node) => /^Pay/.test(words(node)));
      await press('Enter');
      expect(flow.calls.map(([name]) => name)).toEqual(['confirm']);
      flow.go(confirming);
      flow.go(settledWith({ ...declines.card_declined, recoveryUrl: 'https://billing.example/method' }));
      await settle();
    },
    steps: {
      async 'alert; plan not changed; link to update the payment method is next in tab order'() {
        expect(heard().at(-1)).toMatchObject({
          tone: 'alert',
          text: expect.stringMatching(/declined.*still on Starter/),
        });
        expect(words(focused())).toBe('The payment was declined');
        // Close stands at the edge of the title; of what can be done about it the link comes first.
        const order: string[] = [];
        for (let step = 0; step < 8; step++) {
          await press('Tab');
          order.push(words(focused()));
        }
        const ways = order.filter((text) => /^(Update payment method|Try again|Choose another plan)$/.test(text));
        expect(ways[0]).toBe('Update payment method');
        expect(button(/^Update payment method$/).tagName).toBe('A');
      },
    },
  },
  K7: {
    async begin() {
      await page.viewport(320, 640);
      still(choosing, <PlanComparison />);
      await settle();
      before().focus();
    },
    steps: {
      async 'scroll region focused and named'({ press: key }) {
        await press(key);
        expect(focused()).toBe(one('.ps-comparison-scroll'));
        expect(words(document.getElementById(focused()?.getAttribute('aria-labelledby') ?? ''))).toBe('Compare plans');
      },
      async 'scrolls; focus visible'({ press: key }) {
        await press(key);
        await vi.waitFor(() => expect(one('.ps-comparison-scroll').scrollLeft).toBeGreaterThan(0));
        expect(parseFloat(getComputedStyle(one('.ps-comparison-scroll')).outlineWidth)).toBeGreaterThanOrEqual(2);
      },
    },
  },
  K8: {
    async begin() {
      makePage();
    },
    steps: {
      async 'same results'() {
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
        await roundTrip(shadow, (state) => flushSync(() => flow.move(state)));
        const frame = framed();
        await roundTrip(frame.inner, frame.go);
      },
    },
  },
};

/** Open, forty presses each way, and back on what opened it. */
async function roundTrip(
  where: Document | ShadowRoot,
  go: (state: typeof choosing | typeof reviewing) => void,
): Promise<void> {
  const from = all('button', where).find((node) => /^Upgrade to/.test(words(node)));
  from?.focus();
  go(reviewing);
  expect(words(where.activeElement)).toBe('Review the change');
  const isIn = () => where.querySelector('dialog')?.contains(where.activeElement) === true;
  await staysInside(40, 'Tab', isIn);
  await staysInside(40, 'Shift+Tab', isIn);
  go(choosing);
  await settle();
  expect(where.querySelector('dialog')).toBeNull();
  expect(where.activeElement).toBe(from);
}

let ran = 0;

describe('by keyboard', () => {
  afterEach(tidy);

  it.each(contract.keyboardScripts.map((script) => [`${script.id} ${script.name}`, script] as const))(
    '%s',
    { timeout: 90_000 },
    async (_, { id, steps }) => {
      const script = scripts[id];
      if (!script) throw new Error(`Nobody knows how to run ${id}.`);
      await script.begin();
      for (const step of steps) {
        const run = script.steps[step.expect];
        if (!run) throw new Error(`${id}: nobody knows how to look for "${step.expect}".`);
        await run(step);
      }
      ran += 1;
    },
  );
});

afterAll(() => console.log(`a11y keyboard scripts: ${ran} of ${contract.keyboardScripts.length} ran`));
