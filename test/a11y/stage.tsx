import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import type { ReactElement } from 'react';
import { expect, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import 'planshift/styles.css';
import '../../.storybook/preview.css';
import {
  ChangePlan,
  ChangePlanProvider,
  type BillingAdapter,
  type FlowEnvironment,
  type FlowState,
  type Language,
} from 'planshift';
import { createSandbox, type Sandbox } from 'planshift/sandbox';
import { ownEnvironment, stillFlow, type StageOptions } from '../components/stage.js';

/** What the live regions said, in the order they said it. */
export interface Heard {
  readonly tone: 'status' | 'alert';
  readonly text: string;
}

const roots: Root[] = [];
let watcher: MutationObserver | null = null;
let place: HTMLElement | null = null;
let sayings: Heard[] = [];

/** Everything announced since the page was made. */
export const heard = (): readonly Heard[] => sayings;
export const forgetHeard = (): void => void (sayings = []);

/** Writes down whatever a live region is given to say. */
export function listenIn(body: Node): MutationObserver {
  const observer = new MutationObserver((changes) => {
    for (const region of new Set(changes.map(({ target }) => regionOf(target)))) {
      const tone = region?.getAttribute('role');
      const text = region?.textContent;
      if (text && (tone === 'status' || tone === 'alert')) sayings.push({ tone, text });
    }
  });
  observer.observe(body, { childList: true, characterData: true, subtree: true });
  return observer;
}

function regionOf(node: Node): Element | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest('[role=status], [role=alert]') ?? null;
}

/** A page with a heading, and a control before and after the place of the kit. */
export function makePage(): HTMLElement {
  document.documentElement.lang = 'en';
  document.title = 'Plan and billing';
  place = document.createElement('main');
  place.className = 'host';
  place.innerHTML =
    '<h1>Billing</h1><button id="before">Before</button><div id="kit"></div><button id="after">After</button>';
  document.body.append(place);
  sayings = [];
  watcher = listenIn(document.body);
  return kitPlace();
}

export function kitPlace(): HTMLElement {
  const found = document.getElementById('kit');
  if (!found) throw new Error('There is no page.');
  return found;
}

/** The place of the kit, with nothing in it. */
function freshPlace(): HTMLElement {
  if (!place) return makePage();
  leaveRoots();
  return kitPlace();
}

function leaveRoots(): void {
  for (const root of roots.splice(0)) flushSync(() => root.unmount());
}

export const before = (): HTMLElement => one('#before');
export const after = (): HTMLElement => one('#after');

/** The one element of a selector. */
export function one(selector: string, within: ParentNode = document): HTMLElement {
  const found = within.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`Nothing on the page is ${selector}.`);
  return found;
}

export const all = (selector: string, within: ParentNode = document): HTMLElement[] => [
  ...within.querySelectorAll<HTMLElement>(selector),
];

export async function tidy(): Promise<void> {
  watcher?.disconnect();
  vi.restoreAllMocks();
  leaveRoots();
  place?.remove();
  place = null;
  const { documentElement: html, body } = document;
  for (const name of ['style', 'data-ps-theme', 'data-brand', 'dir']) html.removeAttribute(name);
  body.removeAttribute('style');
  for (const extra of all('[data-of-a-test]')) extra.remove();
  await emulate({});
  await coarse(false);
  await page.viewport(1000, 800);
}

export function drawIn(where: Element | ShadowRoot, ui: ReactElement): Root {
  const root = createRoot(where);
  roots.push(root);
  flushSync(() => root.render(ui));
  return root;
}

/** The kit in one state of the flow, which moves only by hand. */
export function still(
  state: FlowState,
  ui: ReactElement = <ChangePlan />,
  options: StageOptions & { readonly language?: Language } = {},
) {
  const where = freshPlace();
  const flow = stillFlow(state);
  drawIn(
    where,
    <ChangePlanProvider flow={flow} locale="en" timeZone="UTC" {...options}>
      {ui}
    </ChangePlanProvider>,
  );
  return { ...flow, go: (next: FlowState) => flushSync(() => flow.move(next)) };
}

export interface LiveOptions {
  readonly sandbox?: Sandbox;
  readonly customer?: string;
  readonly environment?: Partial<FlowEnvironment>;
  readonly change?: (adapter: BillingAdapter) => BillingAdapter;
}

/** The kit on a billing system that answers. */
export async function live(ui: ReactElement = <ChangePlan />, options: LiveOptions = {}): Promise<Sandbox> {
  const { sandbox = createSandbox(), customer = 'demo', environment = {}, change = (same) => same } = options;
  const where = freshPlace();
  const subscriptionId = customer === 'new' ? null : `sub_${customer}`;
  const adapter = change(sandbox.adapter({ customerId: `cus_${customer}`, subscriptionId }));
  drawIn(
    where,
    <ChangePlanProvider adapter={adapter} environment={ownEnvironment(environment)} locale="en" timeZone="UTC">
      {ui}
    </ChangePlanProvider>,
  );
  await vi.waitFor(() => expect(document.querySelector('.ps-plan, .ps-interval, .ps-notice')).not.toBeNull());
  return sandbox;
}

/** Time for what comes late: an announcement, a region that looks at its size. */
export const settle = (ms = 250): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What has focus, through shadow roots. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** The words of an element as a person reads them. */
export function words(node: Element | null): string {
  return (node?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** Presses one key, or a chord such as Shift+Tab. */
export async function press(chord: string, times = 1): Promise<void> {
  const keys = chord.split('+');
  const key = keys.pop() ?? '';
  const down = keys.map((held) => `{${held}>}`).join('');
  const up = keys.map((held) => `{/${held}}`).join('');
  const struck = key === 'Space' ? ' ' : key.length === 1 ? key : `{${key}}`;
  for (let time = 0; time < times; time++) await userEvent.keyboard(`${down}${struck}${up}`);
}

/** Presses Tab until something is focused; fails after so many. Answers how often it was pressed. */
export async function tabTo(isThere: (node: Element) => boolean, most = 40): Promise<number> {
  for (let times = 1; times <= most; times++) {
    await press('Tab');
    const now = focused();
    if (now && isThere(now)) return times;
  }
  throw new Error(`Not reached in ${most} presses of Tab.`);
}

/** Presses Enter on a button of the page. */
export async function pressOn(name: RegExp): Promise<HTMLElement> {
  const found = button(name);
  found.focus();
  await press('Enter');
  return found;
}

/** The one button with such words that can be seen. */
export function button(name: RegExp, within: ParentNode = document): HTMLElement {
  const found = all('button, a', within).filter((node) => name.test(node.getAttribute('aria-label') ?? words(node)));
  const [first] = found;
  if (!first) throw new Error(`No button is called ${String(name)}.`);
  return first;
}

export const dialog = (): HTMLElement => one('dialog');

export async function untilThere(selector: string, text: RegExp, timeout = 5000): Promise<HTMLElement> {
  return vi.waitFor(
    () => {
      const found = all(selector).find((node) => text.test(words(node)));
      if (!found) throw new Error(`No ${selector} says ${String(text)}.`);
      return found;
    },
    { timeout },
  );
}

/** What a reader sees as a title of a plan's button, opened by keyboard up to its price. */
export async function openReview(name: RegExp): Promise<HTMLElement> {
  const opener = await pressOn(name);
  await vi.waitFor(() =>
    expect(document.querySelector('dialog [data-kind=primary]:not([aria-disabled=true])')).not.toBeNull(),
  );
  return opener;
}

// One session for each of Chromium's own switches.
const session = () => cdp();

/** Sets media features until the next call, and paper in place of the screen; none sets all back. */
export async function emulate(features: Readonly<Record<string, string>>, media: '' | 'print' = ''): Promise<void> {
  await session().send('Emulation.setEmulatedMedia', {
    media,
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });
}

/** A finger instead of a mouse. */
export async function coarse(isCoarse: boolean): Promise<void> {
  await session().send('Emulation.setTouchEmulationEnabled', { enabled: isCoarse, maxTouchPoints: 1 });
}
