import fc from 'fast-check';
import type { Cancellation, ScheduledChange } from '../../src/core/subscription.js';
import { LOSSES, type Loss } from './network.js';
import type { Page } from './page.js';
import type { World } from './world.js';

export const CUSTOMERS = ['demo', 'starter', 'free', 'trial', 'yearly', 'new', 'declining'] as const;

const PRICES = [
  'pln_starter:monthly',
  'pln_pro:monthly',
  'pln_business:monthly',
  'pln_pro:yearly',
  'pln_free:monthly',
  'pln_starter:yearly',
];
/** What goes wrong at the billing system, in the order of the sandbox's own list. */
const PROVIDER_FAULTS = [
  'commit-then-hang',
  'hang-before',
  'truncate-body',
  'reset-once',
  'status-list',
  'store-and-replay',
  'html-error',
  'decline',
  'delay',
  'retry-after',
  'lag-reads',
  'giant-body',
] as const;
const WAITS = [50, 1_500, 8_000, 70_000, 200_000, 700_000];
const ROUTES = [
  'change',
  'change',
  'change',
  'read',
  'preview',
  'catalog',
  'undo',
  'cancel',
  'top-up',
  'top-up',
  'link',
];

type Simple =
  | 'confirm'
  | 'confirm_twice'
  | 'leave'
  | 'acknowledge'
  | 'continue'
  | 'abandon'
  | 'check'
  | 'undo'
  | 'reload'
  | 'restore'
  | 'hide'
  | 'show'
  | 'portal'
  | 'second_tab'
  | 'close';

export type Act =
  | { readonly kind: Simple; readonly page: number }
  | { readonly kind: 'choose' | 'review' | 'change'; readonly page: number; readonly price: number }
  | { readonly kind: 'top_up'; readonly page: number; readonly which: number }
  | {
      readonly kind: 'top_up_again';
      readonly page: number;
      readonly which: number;
      readonly loss: Loss;
      readonly reloads: boolean;
    }
  | { readonly kind: 'cancel'; readonly page: number; readonly now: boolean }
  | { readonly kind: 'pass'; readonly wait: number }
  | { readonly kind: 'lose'; readonly loss: Loss; readonly route: number }
  | { readonly kind: 'fault'; readonly fault: number }
  | { readonly kind: 'press'; readonly button: 'pay' | 'decline' | 'cancel'; readonly which: number }
  | { readonly kind: 'bump' | 'offline' | 'online' | 'restart' }
  | { readonly kind: 'days'; readonly days: number };

const page = fc.nat(1);
const simple = (...kinds: readonly Simple[]) => fc.record({ kind: fc.constantFrom(...kinds), page });

export const anAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('change' as const), page, price: fc.nat(PRICES.length - 1) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('choose' as const, 'review' as const),
      page,
      price: fc.nat(PRICES.length - 1),
    }),
  },
  { weight: 5, arbitrary: simple('confirm', 'confirm_twice', 'acknowledge', 'reload') },
  {
    weight: 4,
    arbitrary: simple('leave', 'continue', 'abandon', 'check', 'undo', 'restore', 'portal', 'second_tab', 'close'),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('top_up' as const), page, which: fc.constantFrom(0, 0, 0, 1) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('top_up_again' as const),
      page,
      which: fc.constantFrom(0, 0, 0, 1),
      loss: fc.constantFrom(...LOSSES),
      reloads: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), page, now: fc.boolean() }) },
  { weight: 1, arbitrary: simple('hide', 'show') },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('pass' as const), wait: fc.nat(WAITS.length - 1) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('lose' as const),
      loss: fc.constantFrom(...LOSSES),
      route: fc.nat(ROUTES.length - 1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('fault' as const), fault: fc.nat(2 * PROVIDER_FAULTS.length - 1) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('press' as const),
      button: fc.constantFrom('pay' as const, 'pay' as const, 'decline' as const, 'cancel' as const),
      which: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('bump' as const, 'offline' as const, 'online' as const, 'restart' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('days' as const), days: fc.constantFrom(1, 16, 40) }) },
);

/** Does one act. What does not apply is pressed all the same: the flow has to bear it. */
export async function play(world: World, act: Act): Promise<void> {
  const { browser, sandbox, time } = world;
  const pages = [...browser.pages];
  const at = (index: number): Page => pages[index % Math.max(1, pages.length)] ?? world.openPage();
  switch (act.kind) {
    case 'pass':
      await time.pass(WAITS[act.wait] ?? 0);
      break;
    case 'lose':
      browser.network.lose(act.loss, ROUTES[act.route] ?? 'change');
      break;
    case 'fault':
      sandbox.control.fault(faultOf(act.fault));
      break;
    case 'press': {
      const url = world.checkouts.at(-1 - act.which) ?? world.checkouts.at(-1);
      if (url === undefined) break;
      await world.press(act.button, url);
      break;
    }
    case 'bump':
      // Between our last look and the change itself nobody but the billing system could notice.
      if (world.inFlight() === 0) sandbox.control.fault({ switch: 'price-bump', args: { by: 300 } });
      break;
    case 'days':
      if (world.inFlight() === 0) sandbox.control.clock({ advanceDays: act.days });
      break;
    case 'restart':
      // A ledger in memory forgets what waits at a checkout; once the plan has moved on, nobody can say what it came to.
      if (sandbox.control.state().checkouts.length === 0) world.restart();
      break;
    case 'offline':
      browser.online = false;
      break;
    case 'online':
      browser.online = true;
      for (const one of pages) one.comeOnline();
      break;
    case 'choose':
      onScreen(at(act.page), ({ flow }) => flow.choosePrice({ priceId: PRICES[act.price] ?? '' }));
      break;
    case 'review':
      onScreen(at(act.page), ({ flow }) => flow.review({ priceId: PRICES[act.price] ?? '' }));
      break;
    case 'change':
      onScreen(at(act.page), ({ flow }) => {
        flow.acknowledge();
        flow.review({ priceId: PRICES[act.price] ?? '' });
      });
      await time.pass(200);
      onScreen(at(act.page), (one) => world.confirm(one));
      break;
    case 'top_up':
      onScreen(at(act.page), (one) => world.topUp(one, act.which));
      break;
    case 'top_up_again': {
      // What people do whose answer is lost: they press once more, perhaps after loading the page anew.
      browser.network.lose(act.loss, 'top-up');
      onScreen(at(act.page), (one) => {
        world.topUp(one, act.which);
        world.topUp(one, act.which);
      });
      await time.pass(act.reloads ? 500 : 35_000);
      if (act.reloads) press(world, at(act.page), 'reload');
      await time.pass(500);
      world.topUp([...browser.pages].at(-1) ?? at(0), act.which);
      break;
    }
    case 'cancel':
      onScreen(at(act.page), ({ flow }) =>
        flow.cancel({ effectiveAt: act.now ? 'immediately' : 'next_billing_date', reason: 'unused' }),
      );
      break;
    default:
      press(world, at(act.page), act.kind);
  }
  await time.pass(10);
}

/** Nobody presses anything on a page that was left for a checkout. */
function onScreen(one: Page, run: (page: Page) => void): void {
  if (one.away === null) run(one);
}

function press(world: World, one: Page, kind: Simple): void {
  const { flow } = one;
  switch (kind) {
    case 'reload':
    case 'close': {
      one.close();
      if (kind === 'reload' || world.browser.pages.size === 0) world.openPage();
      return;
    }
    case 'second_tab':
      if (world.browser.pages.size < 2) world.openPage(world.browser.keys % 2 === 0);
      return;
    case 'restore':
      return one.restore();
    case 'hide':
      one.visible = false;
      return;
    case 'show':
      return one.show();
    case 'confirm':
      return onScreen(one, (page) => world.confirm(page));
    case 'confirm_twice':
      return onScreen(one, (page) => {
        world.confirm(page);
        world.confirm(page);
      });
    case 'leave':
      return onScreen(one, () => flow.leaveReview());
    case 'acknowledge':
      return onScreen(one, () => flow.acknowledge());
    case 'continue':
      return onScreen(one, () => flow.continueCheckout());
    case 'abandon':
      return onScreen(one, () => flow.abandonCheckout());
    case 'check':
      return onScreen(one, () => flow.check());
    case 'portal':
      return onScreen(one, () => void flow.openLink('portal'));
    case 'undo': {
      const state = flow.getState();
      const held = 'catalog' in state ? state.catalog.subscription : null;
      if (held?.scheduledChange) flow.undo(held.scheduledChange);
      else if (held?.cancellation) flow.undo(endOf(held.id, held.cancellation));
    }
  }
}

/** A cancellation as a change to nothing. */
function endOf(id: string, { effectiveAt, undoable }: Cancellation): ScheduledChange {
  const nothing = { planId: null, planName: null, priceId: null, interval: null, paidUntil: null };
  return { id, ...nothing, effectiveAt, undoable, replaceable: false };
}

function faultOf(index: number) {
  const name = PROVIDER_FAULTS[index >> 1] ?? 'decline';
  const path = index % 2 === 0 ? '/change-plan' : '/topup';
  const match = { method: 'POST', path: name === 'lag-reads' ? '*' : path };
  switch (name) {
    case 'lag-reads':
      return { switch: name, times: 3 };
    case 'status-list':
      return { switch: name, match, args: { statuses: [503, 500, 500] } };
    case 'delay':
      return { switch: name, match, args: { ms: 30_000 } };
    case 'commit-then-hang':
    case 'hang-before':
      return { switch: name, match, times: 2 };
    default:
      return { switch: name, match };
  }
}

/** The faults end, the network works, and everybody looks until nothing is open. */
export async function comeToRest(world: World): Promise<void> {
  const { browser, sandbox, time } = world;
  sandbox.control.clearFaults();
  browser.network.clear();
  browser.online = true;
  for (const one of browser.pages) {
    one.show();
    one.comeOnline();
  }
  await time.pass(400_000);
  for (let round = 0; round < 3; round += 1) {
    for (const one of [...browser.pages]) {
      if (one.away !== null) one.restore();
      const state = one.flow.getState();
      if (state.status === 'load_failed') one.flow.reload();
      if (state.status === 'settled' && state.attempt !== null) one.flow.check();
    }
    await time.pass(100_000);
  }
}
