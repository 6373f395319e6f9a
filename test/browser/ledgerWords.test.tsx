import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import 'planshift/styles.css';
import { createSandbox, type Sandbox } from 'planshift/sandbox';
import { openSystem, type SystemName } from '../../stories/atlas/systems.js';
import { BillingPage } from '../../stories/flows/BillingPage.js';

// Every outcome of every billing system, read from the screen as a customer reads it, and compared with the ledger.

// Whole changes, each with the answers and the settling of its billing system.
vi.setConfig({ testTimeout: 60_000 });

let sandbox: Sandbox;
let root: Root;
let subscriptionId: string;

beforeEach(() => {
  sandbox = createSandbox();
  root = createRoot(document.body.appendChild(document.createElement('div')));
});
afterEach(() => {
  root.unmount();
  document.body.replaceChildren();
});

async function open(system: SystemName, name = 'demo'): Promise<void> {
  subscriptionId = `sub_${name}`;
  const {
    adapter,
    returnTo = null,
    pay,
  } = await openSystem(system, sandbox, {
    customerId: `cus_${name}`,
    subscriptionId,
  });
  root.render(<BillingPage sandbox={sandbox} adapter={adapter} returnTo={returnTo} pay={pay} />);
  await until(() => buttonOf('Business') ?? buttonOf('Pro'));
}

const LONG = { timeout: 20_000, interval: 25 };

function until<T>(look: () => T | null | undefined): Promise<T> {
  return vi.waitFor(() => {
    const found = look();
    if (found === null || found === undefined) throw new Error(`It is not there:\n${document.body.innerText}`);
    return found;
  }, LONG);
}

const buttons = (within: ParentNode = document) => [...within.querySelectorAll('button')];
const dialog = () => document.querySelector('dialog[open]');

function buttonOf(plan: string): HTMLButtonElement | null {
  const heading = [...document.querySelectorAll('main li h3, main li h4')].find((one) =>
    new RegExp(`^${plan}\\b`).test(one.textContent),
  );
  return heading?.closest('li')?.querySelector('button') ?? null;
}

const backButton = () => buttons().find((one) => one.textContent === 'Back to the product');

function press(label: RegExp, within: ParentNode = document): Promise<void> {
  return until(() => buttons(within).find((one) => label.test(one.textContent))).then((found) => found.click());
}

/** What the screen says before the customer agrees. */
interface Said {
  readonly text: string;
  /** Minor units in the words of the button, or in the statement where the button has none. */
  readonly due: number | undefined;
  /** Why it is that much. */
  readonly lines: readonly number[];
}

async function review(plan: string): Promise<Said> {
  (await until(() => buttonOf(plan))).click();
  const confirm = await until(() => dialog()?.querySelectorAll<HTMLButtonElement>('[data-confirm] button')[1]);
  const shown = dialog();
  for (const consent of shown?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])
    if (!consent.checked) consent.click();
  const text = words(shown);
  return { text, due: amountsIn(confirm.textContent)[0] ?? amountsIn(text)[0], lines: linesIn(shown) };
}

async function agree(): Promise<void> {
  (await until(() => dialog()?.querySelectorAll<HTMLButtonElement>('[data-confirm] button')[1])).click();
}

const place = () => dialog() ?? document.querySelector('.ps-outcome');

/** The result, once its title says so. */
async function result(title: RegExp): Promise<string> {
  await until(() => [...document.querySelectorAll('h2, h3')].find((one) => title.test(one.textContent)));
  return words(place());
}

/** The working, line by line, in cents with its sign. */
function linesIn(of: Element | null): readonly number[] {
  return [...(of?.querySelectorAll('.ps-line:not([data-total]) dd') ?? [])].map(({ textContent }) => {
    const [amount = Number.NaN] = amountsIn(textContent);
    return textContent.includes('-') ? -amount : amount;
  });
}

/** Where a receipt says why, it says what the review said, and that comes to what the ledger took. */
function expectWorking(said: Said): readonly number[] {
  const lines = linesIn(place());
  if (lines.length > 0) {
    expect(lines).toEqual(said.lines);
    expect(charged()).toEqual([lines.reduce((sum, line) => sum + line, 0)]);
  }
  return lines.map(Math.abs);
}

async function plan(): Promise<string> {
  await press(/^Reload the page$/);
  await until(() => buttonOf('Business') ?? buttonOf('Pro'));
  return words(document.querySelector('.ps-summary'));
}

const words = (of: Element | null) => (of instanceof HTMLElement ? of.innerText : '');

/** Every amount in dollars that a text names, in cents and without its sign. */
function amountsIn(text: string): readonly number[] {
  return [...text.matchAll(/\$([\d,]+)(\.\d\d)?/g)].map(
    ([, whole = '', cents = '.00']) => Number(whole.replaceAll(',', '')) * 100 + Number(cents.slice(1)),
  );
}

/** Every day that a text names, as in ISO 8601. */
function daysIn(text: string): readonly string[] {
  return [
    ...text.matchAll(
      /(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}/g,
    ),
  ].map(([day]) => new Date(`${day} UTC`).toISOString().slice(0, 10));
}

const charges = () => sandbox.control.ledger().filter((charge) => charge.subscriptionId === subscriptionId);
const charged = () => charges().map(({ amount }) => amount);
const held = () => {
  const found = sandbox.control.state().subscriptions.find(({ id }) => id === subscriptionId);
  if (found === undefined) throw new Error(`${subscriptionId} is gone.`);
  return found;
};
const dayOf = (instant: string | undefined) => instant?.slice(0, 10);
const renewal = () => dayOf(held().period?.end);

/** Nothing is said that the billing system does not hold. */
function expectOnly(said: readonly (number | string)[], known: readonly (number | string | undefined)[]): void {
  expect(said.filter((one) => !known.includes(one))).toEqual([]);
}

const CHARGING = ['sandbox', 'commet', 'dodo', 'stripe'] as const;

describe.each(CHARGING)('what the screen says on %s is what the ledger holds', (system) => {
  it('applied: the amount on the button, the charge, the receipt, the price and the next date', async () => {
    await open(system);
    const said = await review('Business');
    await agree();
    const receipt = await result(/You are (now )?on Business/);
    await vi.waitFor(() => expect(charged()).toEqual([said.due]), LONG);
    const working = expectWorking(said);
    expect(working).toHaveLength(said.lines.length);
    expectOnly(amountsIn(receipt), [said.due, held().amount, ...working]);
    expectOnly(daysIn(receipt), [renewal()]);
    expect(daysIn(said.text)).toContain(renewal());
    expectOnly(daysIn(said.text), [renewal()]);
    const now = await plan();
    expect(amountsIn(now)).toEqual([held().amount]);
    expect(daysIn(now)).toEqual([renewal()]);
    expect(amountsIn(said.text)).toContain(held().amount);
  });

  it('scheduled: no charge today; the date in the review, the result and the notice; then the price that was named', async () => {
    await open(system);
    const end = renewal();
    const said = await review('Starter');
    expectOnly(daysIn(said.text), [end]);
    await agree();
    const receipt = await result(/will change to Starter/);
    expectOnly(daysIn(receipt), [end]);
    expect(daysIn(receipt)).toContain(dayOf(held().scheduled?.at));
    expect(charged()).toEqual([]);
    await plan();
    const notice = words(document.querySelector('.ps-scheduled, .ps-notice'));
    expect(daysIn(notice)).toContain(dayOf(held().scheduled?.at));
    await press(/^16 days on$/);
    await vi.waitFor(() => expect(charges()).toHaveLength(1), LONG);
    expect(dayOf(charges()[0]?.at)).toBe(end);
    expect(amountsIn(said.text)).toContain(charged()[0]);
    expect(amountsIn(await plan())).toEqual(charged());
  });

  it('undo: the plan, its price and its date are what they were, and so is the next charge', async () => {
    await open(system);
    await review(system === 'commet' ? 'Free' : 'Starter');
    await agree();
    await result(/will change to/);
    await plan();
    await press(/^Keep Pro$/);
    await vi.waitFor(() => expect([held().scheduled, held().cancellation]).toEqual([null, null]), LONG);
    const kept = await plan();
    expect(amountsIn(kept)).toEqual([held().amount]);
    expect(daysIn(kept)).toEqual([renewal()]);
    expect(charged()).toEqual([]);
    await press(/^16 days on$/);
    await vi.waitFor(() => expect(charged()).toEqual(amountsIn(kept)), LONG);
    expect(dayOf(charges()[0]?.at)).toBe(daysIn(kept)[0]);
  });

  it('checkout: nothing before it is paid, and then what the review named', async () => {
    await open(system, 'free');
    const said = await review('Pro');
    await agree();
    await press(/^Pay/);
    // A checkout of Dodo Payments that was given no way back ends on its own page.
    await until(() => (dialog() || document.querySelector('.ps-outcome, .ps-summary') ? true : backButton()));
    backButton()?.click();
    expect(said.due).toBeDefined();
    const receipt = await result(/You are (now )?on Pro/);
    const own = charges();
    expect(own.map(({ amount }) => amount)).toEqual([said.due]);
    expectOnly(amountsIn(receipt), [said.due, held().amount]);
    const now = await plan();
    expect(amountsIn(now)).toEqual([held().amount]);
    expect(daysIn(now)).toEqual([renewal()]);
  });

  it('declined or pending: no amount is said to be charged, and none is; plan, price and date stay', async () => {
    await open(system);
    const before = await plan();
    await review('Business');
    sandbox.control.fault({ switch: 'decline', times: 1 });
    await agree();
    const receipt = await result(/declined|waits for a payment/);
    expect(receipt).toMatch(/still on Pro/);
    expect(receipt).not.toMatch(/Charged/);
    expect(charged()).toEqual([]);
    expect(held().planName).toBe('Pro');
    const now = await plan();
    expect(amountsIn(now)).toEqual(amountsIn(before));
    expect(amountsIn(now)).toEqual([held().amount]);
    expect(daysIn(now)).toContain(renewal());
  });

  it('credit: what is charged is what was said, or the difference is told with both amounts', async () => {
    await open(system, 'credit');
    const before = held().credit;
    const said = await review('Business');
    await agree();
    const receipt = await result(/You are (now )?on Business/);
    const took = charged().reduce((sum, one) => sum + one, 0);
    if (took !== said.due) {
      expect(said.text).toMatch(/credit/i);
      expect(amountsIn(receipt)).toEqual(expect.arrayContaining([took, said.due]));
    }
    if (took > 0) expect(amountsIn(receipt)).toContain(took);
    const known = [took, said.due, held().amount, held().credit, before - held().credit];
    expectOnly(amountsIn(receipt), [...known, ...expectWorking(said)]);
    expect(amountsIn(await plan())).toEqual([held().amount]);
  });
});

describe('what the screen says on ocp is what the partner asks and the platform holds', () => {
  it('checkout: the retail price in the review, no cost of the partner, and the plan afterwards', async () => {
    await open('ocp');
    const said = await review('Business');
    expect(new Set(amountsIn(said.text))).toEqual(new Set([29_900]));
    await agree();
    await press(/^Pay$/);
    await result(/You are (now )?on Business/);
    expect(charged()).toEqual([]);
    expect(amountsIn(await plan())).toEqual([29_900]);
    expect(held().planName).toBe('Business');
  });

  it('scheduled and undo: the end of the paid time and of the grace, and the date of before', async () => {
    await open('ocp');
    const before = await plan();
    const end = renewal();
    const said = await review('Free');
    expect(daysIn(said.text)).toContain(end);
    await agree();
    const receipt = await result(/will change to Free/);
    expectOnly(daysIn(receipt), daysIn(said.text));
    expect(charged()).toEqual([]);
    await plan();
    await press(/^Keep Pro$/);
    await vi.waitFor(async () => expect(await plan()).toBe(before), LONG);
    expect(daysIn(before)).toEqual([end]);
  });
});
