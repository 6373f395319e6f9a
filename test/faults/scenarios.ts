import { expect } from 'vitest';
import type { FlowState } from '../../src/core/flow/state.js';
import type { Page } from '../model/page.js';
import { messageOf, openWorld, type World, type WorldOptions } from '../model/world.js';
import { webhookHost } from './webhookHost.js';

const UP = 'pln_business:monthly';
const CHANGE = { method: 'POST', path: '/change-plan' };
const MINUTE = 60_000;

/** A world with one page in it, and the hands of a customer. */
export interface Stage {
  readonly world: World;
  readonly page: Page;
  review(page?: Page, priceId?: string): Promise<void>;
  confirm(page?: Page): Promise<void>;
  fault(name: string, args?: Readonly<Record<string, unknown>>, times?: number): void;
  /** How often the page asked for a change. */
  sent(): number;
  /** The keys that the billing system was given. */
  keys(): ReadonlySet<string>;
  screen(page?: Page): string;
}

export async function setStage(options: WorldOptions = {}): Promise<Stage> {
  const world = openWorld(options);
  const page = world.openPage();
  await world.time.pass(50);
  return {
    world,
    page,
    async review(on = page, priceId = UP) {
      on.flow.review({ priceId });
      await world.time.pass(300);
    },
    async confirm(on = page) {
      world.confirm(on);
      await world.time.pass(300);
    },
    fault: (name, args = {}, times) =>
      world.sandbox.control.fault({ switch: name, match: CHANGE, args, ...(times !== undefined && { times }) }),
    sent: () => world.browser.network.sent.filter(({ route }) => route === 'change').length,
    keys: () => new Set(world.posts.map(({ key }) => key)),
    screen: (on = page) => screenOf(on.flow.getState()),
  };
}

/** What stands on the screen, in one word. */
function screenOf(state: FlowState): string {
  if (state.status !== 'reviewing') return messageOf(state);
  if (state.preview.status === 'blocked') return `blocked_${state.preview.reason}`;
  if (state.stale !== null || state.error !== null) return messageOf(state);
  return 'reviewing';
}

/** How a fault is made, and what stands on the screen at the end; of several pages in the order they acted. */
export interface Scenario {
  readonly options?: WorldOptions;
  readonly act: (stage: Stage) => Promise<readonly string[]>;
}

const one = (act: (stage: Stage) => Promise<void>, options?: WorldOptions): Scenario => ({
  ...(options && { options }),
  async act(stage) {
    await act(stage);
    return [stage.screen()];
  },
});

/** A provider in trouble at the change, and a customer who waits. */
const troubled = (name: string, args?: Readonly<Record<string, unknown>>, times?: number, waitMs = 90_000) =>
  one(async (stage) => {
    stage.fault(name, args, times);
    await stage.review();
    await stage.confirm();
    await stage.world.time.pass(waitMs);
  });

/** One for each fault that is more than an event of the page itself. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  F01: one(async ({ world, page, review, sent }) => {
    await review();
    world.browser.network.lose('slow', 'change');
    world.confirm(page);
    world.confirm(page);
    await world.time.pass(20_000);
    expect(sent()).toBe(1);
  }),
  F02: one(async ({ world, page, review, sent }) => {
    await review();
    world.browser.network.lose('slow', 'change');
    world.confirm(page);
    await world.time.pass(1_200);
    world.confirm(page);
    await world.time.pass(20_000);
    expect(sent()).toBe(1);
  }),
  F05: {
    async act({ world, page, review, screen }) {
      const other = world.openPage(true);
      await world.time.pass(50);
      await review();
      await review(other, 'pln_pro:yearly');
      world.confirm(page);
      world.confirm(other);
      await world.time.pass(30_000);
      // Nothing of the second choice is claimed: it is asked again, or sees which plan the first one led to.
      const state = other.flow.getState();
      const showsTheFirst = state.status === 'settled' && state.outcome.status === 'applied';
      if (showsTheFirst) expect(state.outcome).toMatchObject({ subscription: { priceId: UP } });
      return [screen(), showsTheFirst ? 'shows_the_first' : screen(other)];
    },
  },
  F06: {
    async act({ world, page, review, confirm, screen }) {
      const other = world.openPage(true);
      await world.time.pass(50);
      await review();
      await review(other);
      world.confirm(page);
      await confirm(other);
      await world.time.pass(30_000);
      return [screen(), screen(other)];
    },
  },
  F07: {
    async act({ world, page, review, confirm, fault, keys, screen }) {
      fault('delay', { ms: 2_000 });
      await review();
      await confirm();
      page.close();
      const again = world.openPage();
      await world.time.pass(100);
      await review(again);
      world.confirm(again);
      await world.time.pass(30_000);
      expect(keys().size).toBe(1);
      return [screen(again)];
    },
  },
  F09: troubled('commit-then-hang', {}, 2),
  F10: troubled('hang-before', {}, 2),
  F11: troubled('truncate-body'),
  F12: troubled('reset-once'),
  F13: {
    async act({ world, page, review, confirm, sent, screen }) {
      await review();
      world.browser.online = false;
      await confirm();
      const told = screen();
      world.browser.online = true;
      page.comeOnline();
      await world.time.pass(MINUTE);
      expect(sent()).toBe(0);
      return [told];
    },
  },
  F14: one(async ({ world, page, review, fault, sent }) => {
    fault('delay', { ms: 2_000 });
    await review();
    world.confirm(page);
    await world.time.pass(500);
    world.browser.online = false;
    await world.time.pass(10_000);
    expect(messageOf(page.flow.getState())).toBe('checking');
    world.browser.online = true;
    page.comeOnline();
    await world.time.pass(30_000);
    expect(sent()).toBe(1);
  }),
  F16: one(
    async ({ world, page, review, fault, sent }) => {
      fault('delay', { ms: 24_000 });
      await review();
      world.confirm(page);
      await world.time.pass(6_000);
      expect(page.flow.getState()).toMatchObject({ status: 'confirming', slow: true });
      await world.time.pass(30_000);
      expect(sent()).toBe(1);
    },
    { sdk: { timeout: 30_000, retries: 0 } },
  ),
  F18: troubled('status-list', { statuses: [500] }),
  F19: troubled('store-and-replay'),
  F20: one(async ({ world, page, review, fault }) => {
    fault('retry-after', { seconds: 3 });
    await review();
    world.confirm(page);
    await world.time.pass(2_500);
    expect(world.charges).toEqual([]);
    await world.time.pass(30_000);
  }),
  F21: troubled('retry-after', { seconds: null }),
  F23: troubled('html-error', {}, 2),
  F24: troubled('decline'),
  F25: troubled('apply-unpaid'),
  F26: one(async ({ world, page, review, fault, keys }) => {
    fault('delay', { ms: 3_000 });
    await review();
    world.confirm(page);
    await world.time.pass(500);
    // The host's process forgets; the page asks again, while the billing system still works on the first request.
    world.restart();
    await world.time.pass(30_000);
    const busy = world.sandbox.control.requests().filter(({ status }) => status === 409);
    expect(busy.length).toBeGreaterThan(0);
    expect(keys().size).toBe(1);
  }),
  F29: {
    async act({ world, page, review }) {
      await review();
      for (const route of ['change', 'change', 'read']) world.browser.network.lose('request_lost', route);
      world.confirm(page);
      await world.time.settle();
      page.close();
      await world.time.pass(25 * 60 * MINUTE);
      // The request that was lost is delivered after all, when no key is remembered any more.
      const { url = '', body = '' } = world.browser.network.sent.find(({ route }) => route === 'change') ?? {};
      const origin = new URL(url).origin;
      const headers = { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin' };
      const answer: unknown = await (await world.browser.network.send(url, { method: 'POST', body, headers })).json();
      expect(world.posts).toEqual([]);
      return [typeof answer === 'object' && answer !== null && 'status' in answer ? String(answer.status) : ''];
    },
  },
  F30: one(async ({ world, page, review, confirm, fault, keys }) => {
    fault('hang-before', {}, 2);
    await review();
    await confirm();
    await world.time.pass(90_000);
    page.flow.acknowledge();
    fault('decline');
    await review();
    await confirm();
    await world.time.pass(10_000);
    expect(messageOf(page.flow.getState())).toBe('declined');
    page.flow.acknowledge();
    await review();
    await confirm();
    await world.time.pass(10_000);
    expect(keys().size).toBe(3);
  }),
  F32: {
    options: { who: 'starter' },
    async act({ world, page, review, confirm, keys, screen }) {
      const seen: string[] = [];
      for (const priceId of ['pln_pro:monthly', 'pln_starter:monthly', 'pln_pro:monthly', 'pln_starter:monthly']) {
        page.flow.acknowledge();
        page.flow.reload();
        await world.time.pass(1_000);
        await review(page, priceId);
        await confirm();
        await world.time.pass(5_000);
        seen.push(screen());
        world.sandbox.control.clock({ advanceDays: seen.at(-1) === 'scheduled' ? 40 : 1 });
      }
      expect(keys().size).toBe(4);
      expect(seen.filter((_, index) => index % 2 === 1)).toEqual(['scheduled', 'scheduled']);
      return seen.filter((_, index) => index % 2 === 0);
    },
  },
  F33: one(async ({ world, review, confirm }) => {
    await review();
    world.sandbox.control.fault({ switch: 'price-bump' });
    await confirm();
  }),
  F34: {
    async act({ world, page, review, confirm, sent }) {
      await review();
      const before = page.flow.getState();
      page.visible = false;
      await world.time.pass(11 * MINUTE);
      world.sandbox.control.fault({ switch: 'price-bump' });
      page.visible = true;
      await confirm();
      expect(sent()).toBe(0);
      const after = page.flow.getState();
      const asked = before.status === 'reviewing' && after.status === 'reviewing' && before.preview !== after.preview;
      return [asked ? messageOf(after) : 'the same preview'];
    },
  },
  F35: one(async ({ world, review, confirm }) => {
    await review();
    world.sandbox.control.fault({ switch: 'version-bump', args: { planId: 'pln_starter' } });
    await confirm();
  }),
  F36: one(async ({ world, page }) => {
    for (const priceId of ['pln_starter:monthly', 'pln_pro:yearly', UP]) page.flow.review({ priceId });
    await world.time.pass(1_000);
    expect(page.flow.getState()).toMatchObject({
      selection: { priceId: UP },
      preview: { change: { to: { priceId: UP } } },
    });
  }),
  F37: one(async ({ world, page, sent }) => {
    page.flow.review({ priceId: UP });
    world.confirm(page);
    expect(page.flow.getState().status).toBe('previewing');
    await world.time.pass(1_000);
    expect(sent()).toBe(0);
  }),
  F38: one(async ({ page, review, confirm }) => {
    await review(page, 'pln_starter:monthly');
    await confirm();
  }),
  F39: one(async ({ world, page, review, confirm }) => {
    await review();
    world.sandbox.control.fault({ switch: 'lag-reads', times: 6 });
    await confirm();
    await world.time.pass(10_000);
    const state = page.flow.getState();
    expect(state).toMatchObject({ catalog: { subscription: { priceId: UP } } });
  }),
  F41: one(
    async ({ world, page, review, confirm }) => {
      await review();
      await confirm();
      expect(page.away).toContain('/checkout/');
      page.restore();
      await world.time.pass(30_000);
    },
    { who: 'free' },
  ),
  F42: one(async ({ world, page, review, confirm }) => {
    await review();
    await confirm();
    page.restore();
    await world.time.pass(10_000);
  }),
  F43: {
    async act({ world, page, review, confirm, fault, screen }) {
      fault('delay', { ms: 2_000 });
      await review();
      await confirm();
      page.close();
      await world.time.pass(5 * MINUTE);
      const later = world.openPage();
      await world.time.pass(30_000);
      return [screen(later)];
    },
  },
  F44: one(
    async ({ world, review, confirm }) => {
      await review();
      await confirm();
      await world.time.pass(5_000);
    },
    { storage: 'blocked' },
  ),
  F48: {
    options: { who: 'free' },
    async act({ world, page, review, confirm, screen }) {
      await review();
      await confirm();
      page.close();
      const back = world.openPage();
      await world.time.pass(30_000);
      return [screen(back)];
    },
  },
  F49: one(async ({ world, page, review }) => {
    page.flow.dispose();
    page.flow.start();
    await review();
    await world.time.pass(1_000);
  }),
  F50: {
    async act({ world, page, sent }) {
      page.flow.review({ priceId: UP });
      let changes = 0;
      page.flow.dispose();
      page.flow.subscribe(() => (changes += 1));
      await world.time.pass(5_000);
      expect([changes, sent()]).toEqual([0, 0]);
      return ['idle'];
    },
  },
  F55: one(
    async ({ world, review, confirm }) => {
      await review();
      await confirm();
      await world.time.pass(5_000);
    },
    { skewMs: 24 * 60 * MINUTE },
  ),
  F56: one(async ({ world, review, confirm }) => {
    await review();
    world.sandbox.control.fault({ switch: 'period-rollover' });
    await confirm();
  }),
  F58: {
    async act({ world, review, confirm, fault, screen }) {
      world.sandbox.control.fault({ switch: 'proto-keys', times: 4 });
      world.sandbox.control.fault({ switch: 'giant-body', times: 4, args: { bytes: 5_000_000 } });
      fault('status-list', { statuses: [500, 500] });
      world.browser.network.lose('truncated', 'change');
      await review();
      await confirm();
      await world.time.pass(4_000);
      const unread = screen();
      await world.time.pass(90_000);
      expect(screen()).toBe('not_changed_not_received');
      expect('polluted' in {}).toBe(false);
      return [unread];
    },
  },
  F59: one(
    async ({ page, review, confirm }) => {
      await review();
      await confirm();
      expect(page.away).toBe(null);
    },
    { who: 'free', checkoutOrigin: 'https://checkout.evil.example' },
  ),
  F60: webhooksInTrouble(),
};

/**
 * The event is delivered twice, before the provider's answer to the change; then once more as it was, with an older time, with a
 * wrong signature, and unsigned. The page hears of each that is believed, and reads.
 */
function webhooksInTrouble(): Scenario {
  const host = webhookHost();
  return one(
    async ({ world, page, review, fault }) => {
      const { control } = world.sandbox;
      const planHeld = () => control.state().subscriptions.find(({ id }) => id === 'sub_demo')?.planId ?? '';
      host.follow(planHeld, () => page.flow.reload());
      control.fault({ switch: 'webhook-duplicate', match: { path: 'subscription.plan_changed' } });
      control.fault({ switch: 'webhook-bad-signature', match: { path: 'payment.received' } });
      fault('commit-then-hang', { ms: 3_000 });
      await review();
      world.confirm(page);
      await world.time.pass(2_000);
      const changes = () => host.handled.filter(({ rawType }) => rawType === 'subscription.plan_changed');
      expect(changes()).toHaveLength(1);
      expect(host.problems.map(({ type }) => type).sort()).toEqual(['duplicate', 'refused']);
      await world.time.pass(30_000);

      const [first] = host.delivered.filter((request) =>
        request.headers.get('x-commet-event')?.endsWith('plan_changed'),
      );
      const again = async (headers: Record<string, string | null>) => {
        const sent = new Headers(first?.headers);
        for (const [name, value] of Object.entries(headers)) {
          if (value === null) sent.delete(name);
          else sent.set(name, value);
        }
        const body = await first?.clone().text();
        const request = new Request('https://app.partner.example/webhooks', { method: 'POST', headers: sent, body });
        return (await host.receive(request)).status;
      };
      expect(await again({})).toBe(200);
      expect(await again({ 'x-commet-timestamp': '2020-01-01T00:00:00Z', 'x-commet-event-id': 'whev_other' })).toBe(
        200,
      );
      expect(await again({ 'x-commet-signature': '0'.repeat(64) })).toBe(401);
      expect(await again({ 'x-commet-signature': null })).toBe(401);
      await world.time.pass(5_000);
      expect(changes()).toHaveLength(1);
      expect(new Set(host.entitled)).toEqual(new Set(['pln_business']));
    },
    { sandbox: host.settings },
  );
}
