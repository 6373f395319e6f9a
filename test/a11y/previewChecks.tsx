import { expect, vi } from 'vitest';
import {
  ChangePlan,
  PlanPicker,
  ProrationPreview,
  type BillingAdapter,
  type FlowState,
  type PreviewOutcome,
} from 'planshift';
import { flowStates, previews, quotes } from 'planshift/testing';
import type { Checks } from './contract.js';
import {
  all,
  button,
  dialog,
  heard,
  live,
  one,
  openReview,
  pressOn,
  settle,
  still,
  tidy,
  untilThere,
  words,
} from './stage.js';
import { accessibilityTree } from './tree.js';

const { choosing, previewing, reviewing } = flowStates;
const review = (preview: PreviewOutcome): FlowState => ({ ...reviewing, preview });

/** Answers that wait until they are let go. */
export function held<K extends 'previewChangePlan' | 'changePlan'>(name: K) {
  const waiting: (() => void)[] = [];
  const change = (adapter: BillingAdapter): BillingAdapter => ({
    ...adapter,
    [name]: async (...args: Parameters<BillingAdapter[K]>) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      // The parameters are those of the method that is called.
      return (adapter[name] as (...given: typeof args) => unknown)(...args);
    },
  });
  return { change, waiting, letGo: () => waiting.splice(0).forEach((go) => go()) };
}

/** Minor units of an amount as it is shown. */
function minor(text: string): bigint {
  const sign = /[-−(]/.test(text) ? -1n : 1n;
  return sign * BigInt(text.replace(/\D/g, ''));
}

/** The lines of the statement and its total, as they are read. */
function sums(): readonly { readonly lines: bigint; readonly total: bigint }[] {
  return all('.ps-lines').map((list) => {
    const amounts = all('.ps-line:not([data-total]) dd', list).map((node) => minor(words(node)));
    return {
      lines: amounts.reduce((sum, amount) => sum + amount, 0n),
      total: minor(words(one('[data-total] dd', list))),
    };
  });
}

export const previewChecks: Checks = {
  async A030() {
    await live();
    const found = all('[role=status]');
    expect(found).toHaveLength(1);
    const [region] = found;
    expect(region?.textContent).toBe('');
    await openReview(/^Upgrade to/);
    await settle();
    expect(all('[role=status]')).toEqual([region]);
    expect(region?.textContent).not.toBe('');
    button(/^Close$/).click();
    await settle();
    expect(all('[role=status]')).toEqual([region]);
  },

  async A031() {
    const flow = still(choosing);
    flow.go(reviewing);
    flow.go({ ...previewing, earlier: previews.quote });
    expect(one('.ps-preview').getAttribute('aria-busy')).toBe('true');
    const tree = await accessibilityTree();
    expect(tree.some(({ name }) => /Updating/.test(name))).toBe(true);
    // The button keeps its place and its words, and says that it is being changed.
    const old = tree.filter(({ name, role }) => role !== 'StaticText' && /\$84\.50|15 of 30 days/.test(name));
    expect(old.map(({ role, state }) => [role, state.disabled, state.busy])).toEqual([['button', true, 1]]);
    const texts = tree.filter(({ name, role }) => role === 'StaticText' && /\$84\.50|15 of 30 days/.test(name));
    expect(texts.map(({ name }) => name)).toEqual(old.map(({ name }) => name));
    flow.go(reviewing);
    expect(one('.ps-preview').getAttribute('aria-busy')).toBe('false');
    expect((await accessibilityTree()).some(({ name }) => /\$84\.50/.test(name))).toBe(true);
  },

  async A032() {
    const flow = still(choosing);
    flow.go(previewing);
    flow.go(reviewing);
    await settle(600);
    expect(heard()).toHaveLength(1);
    const [{ tone, text } = { tone: 'alert', text: '' }] = heard();
    expect(tone).toBe('status');
    for (const fact of ['Pro', 'monthly', '$84.50', 'as soon as you confirm', '$99.00', 'May 16, 2026'])
      expect(text).toContain(fact);
  },

  async A033() {
    const slow = held('previewChangePlan');
    await live(
      <>
        <PlanPicker mode="choose" reviewOnChoose />
        <ProrationPreview />
      </>,
      { change: slow.change },
    );
    const radio = (plan: RegExp) => all('.ps-plan input').find((node) => plan.test(node.getAttribute('value') ?? ''));
    for (const plan of [/starter/, /business/, /starter/, /business/]) {
      radio(plan)?.click();
      await settle(20);
    }
    slow.letGo();
    await settle(700);
    expect(heard()).toHaveLength(1);
    expect(heard()[0]?.text).toContain('Business');
    expect(heard()[0]?.text).not.toContain('Starter');
  },

  async A034() {
    for (const preview of [...Object.values(quotes), ...Object.values(previews)]) {
      const flow = still(review(preview), <ProrationPreview />);
      for (const row of all('.ps-preview dl > div, .ps-preview dl.ps-due')) {
        expect(words(one('dt', row))).not.toBe('');
        expect(words(one('dd', row))).not.toBe('');
      }
      for (const amount of all('.ps-preview .ps-money')) expect(amount.closest('dd, p')).not.toBeNull();
      flow.go(choosing);
    }
    still(review(quotes.everyLine), <ProrationPreview />);
    const roles = (await accessibilityTree()).map(({ role }) => role);
    const count = (role: RegExp) => roles.filter((one) => role.test(one)).length;
    expect(count(/term/i)).toBeGreaterThan(5);
    expect(count(/term/i)).toBe(count(/definition|DescriptionListDetail/i));
  },

  A035() {
    still(review(quotes.everyLine), <ProrationPreview />);
    const credits = all('.ps-line[data-kind=credit] dt, .ps-line[data-kind=balance] dt');
    expect(credits.length).toBeGreaterThan(1);
    for (const line of credits) expect(words(line)).toMatch(/credit/i);
    const less = all('.ps-line').filter((line) => minor(words(one('dd', line))) < 0n);
    expect(less.length).toBeGreaterThan(2);
    for (const line of less) expect(words(one('dt', line))).toMatch(/credit|discount|rounding/i);
  },

  A036() {
    for (const preview of [...Object.values(quotes), ...Object.values(previews)]) {
      const flow = still(review(preview), <ProrationPreview />);
      const walker = document.createTreeWalker(one('.ps-preview'), NodeFilter.SHOW_TEXT);
      while (walker.nextNode())
        if (/[$€£¥]\s?\d|\d\s?[€£¥]/.test(walker.currentNode.textContent ?? ''))
          expect([walker.currentNode.textContent, walker.currentNode.parentElement?.closest('bdi') !== null]).toEqual([
            walker.currentNode.textContent,
            true,
          ]);
      flow.go(choosing);
    }
    const canadian = { ...previews.quote, dueNow: { amount: 8450, currency: 'CAD' }, lines: [] };
    still(review(canadian), <ProrationPreview />);
    expect(words(one('#kit > :last-of-type .ps-due-amount, .ps-due-amount'))).toMatch(/CA/);
  },

  A037() {
    for (const preview of [...Object.values(quotes), ...Object.values(previews)]) {
      const flow = still(review(preview), <ProrationPreview />);
      for (const time of all('.ps-preview time')) {
        expect(time.getAttribute('datetime')).toMatch(/^\d{4}-\d\d-\d\dT/);
        expect(words(time)).toMatch(/[A-Z][a-z]+ \d{1,2}, \d{4}/);
      }
      expect(words(one('.ps-preview'))).not.toMatch(/\d{1,4}[/.]\d{1,2}[/.]\d{2,4}/);
      flow.go(choosing);
    }
    still(reviewing, <ProrationPreview />);
    expect(all('.ps-preview time').map((time) => time.getAttribute('datetime'))).toContain('2026-05-16T00:00:00.000Z');
  },

  async A038() {
    let looked = 0;
    for (const preview of Object.values(quotes)) {
      const flow = still(review(preview), <ProrationPreview />);
      for (const { lines, total } of sums()) {
        expect(lines).toBe(total);
        looked += 1;
      }
      flow.go(choosing);
    }
    expect(looked).toBeGreaterThan(3);
    // Of a billing system that answers too, in currencies of two, none and three decimals.
    for (const customer of ['starter', 'eur', 'jpy', 'kwd', 'huf', 'tax', 'credit']) {
      const done = await changeIn(customer);
      expect([customer, done.length]).toEqual([customer, 1]);
      for (const { lines, total } of done) expect([customer, lines]).toEqual([customer, total]);
    }
  },

  async A039() {
    const flow = still(flowStates.loading);
    const loading = await accessibilityTree();
    expect(loading.some(({ name }) => /Loading plans/.test(name))).toBe(true);
    expect(all('.ps-skeleton').length).toBeGreaterThan(0);
    for (const skeleton of all('.ps-skeleton')) expect(skeleton.closest('[aria-hidden=true]')).not.toBeNull();
    flow.go(choosing);
    flow.go(previewing);
    const tree = await accessibilityTree();
    expect(tree.some(({ name }) => /Calculating the price/.test(name))).toBe(true);
    for (const skeleton of all('.ps-skeleton')) expect(skeleton.closest('[aria-hidden=true]')).not.toBeNull();
    await settle(600);
    expect(heard()).toEqual([{ tone: 'status', text: expect.stringMatching(/Calculating the price/) }]);
  },

  async A040() {
    let isBroken = true;
    const asked: unknown[] = [];
    await live(<ChangePlan />, {
      change: (adapter) => ({
        ...adapter,
        previewChangePlan: (request, signal) => {
          asked.push(request.selection.priceId);
          return isBroken ? Promise.reject(new TypeError('gone')) : adapter.previewChangePlan(request, signal);
        },
      }),
    });
    await pressOn(/^Upgrade to/);
    const again = await untilThere('dialog button', /^Try again$/, 15_000);
    await settle();
    expect(heard().at(-1)).toMatchObject({
      tone: 'alert',
      text: expect.stringMatching(/price could not be worked out/),
    });
    expect(words(dialog())).toContain('price could not be worked out');
    isBroken = false;
    again.click();
    await untilThere('dialog button', /^Pay/);
    expect(new Set(asked).size).toBe(1);
    expect(words(dialog())).toContain('Business');
  },

  // The kit asks again by itself, well before the end: nothing runs out while somebody looks, so nothing has to warn.
  async A041() {
    const clock = handClock();
    const asked: number[] = [];
    const sent = vi.fn();
    let price = 0;
    await live(<ChangePlan />, {
      environment: clock.environment,
      change: (adapter) => ({
        ...adapter,
        previewChangePlan: async (request, signal) => {
          asked.push(clock.now());
          const preview = await adapter.previewChangePlan(request, signal);
          if (preview.status !== 'quote') return preview;
          return {
            ...preview,
            validForMs: 600_000,
            lines: [],
            dueNow: { ...preview.dueNow, amount: preview.dueNow.amount + price },
          };
        },
        changePlan: (request, signal) => {
          sent(request);
          return adapter.changePlan(request, signal);
        },
      }),
    });
    await openReview(/^Upgrade to/);
    await settle();
    const said = heard().length;
    clock.advance(600_000 - 20_000);
    await settle();
    expect(asked).toHaveLength(2);
    expect(asked[1]).toBeLessThanOrEqual(580_000);
    // The same amount is no news, and nothing was sent or cleared.
    expect(heard()).toHaveLength(said);
    expect(sent).not.toHaveBeenCalled();
    const before = words(button(/^Pay/));
    price = 500;
    clock.advance(580_000);
    await untilThere('dialog .ps-notice', /price changed/i);
    expect(words(button(/^Pay/))).not.toBe(before);
    expect(sent).not.toHaveBeenCalled();
    await settle();
    expect(heard().at(-1)?.text).toMatch(/The price changed from .* to/);
  },
};

/** The sums of the first change that is paid at once, on a page of its own. */
async function changeIn(customer: string): Promise<ReturnType<typeof sums>> {
  await tidy();
  await live(<ChangePlan />, { customer });
  // Pro is the highest plan that is sold in dinars: there it is another interval that is paid.
  if (customer === 'kwd')
    all('.ps-interval-option')
      .find((label) => /Yearly/.test(words(label)))
      ?.click();
  await openReview(/^(Upgrade to|Switch to)/);
  return sums();
}

/** Time that passes only by hand. */
function handClock() {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    advance(ms: number) {
      now += ms;
      for (const timer of timers)
        if (timer.at <= now) {
          timers.delete(timer);
          timer.run();
        }
    },
    environment: {
      monotonicNow: () => now,
      isVisible: () => true,
      setTimer: (delayMs: number, run: () => void) => {
        const timer = { at: now + delayMs, run };
        timers.add(timer);
        return () => void timers.delete(timer);
      },
    },
  };
}
