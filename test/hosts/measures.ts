import type { Frame, Page } from 'playwright';

/** Everything the browser says of the host's own elements, and what stands on the page beside them. */
export interface HostLook {
  readonly styles: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
  readonly besides: readonly string[];
}

/** Reads the computed value of every property of every element of the host, and of what it draws before and after. */
export function lookOfHost(page: Page | Frame): Promise<HostLook> {
  return page.evaluate(() => {
    const host = document.querySelector('#host');
    const elements = [document.documentElement, document.body, ...(host ? [host, ...host.querySelectorAll('*')] : [])];
    const styles: Record<string, string> = {};
    elements.forEach((element, index) => {
      for (const pseudo of [null, '::before', '::after', '::marker']) {
        const computed = getComputedStyle(element, pseudo);
        // What draws nothing has no look.
        if (pseudo !== null && ['none', 'normal', ''].includes(computed.content)) continue;
        const values = [...computed].map((property) => `${property}: ${computed.getPropertyValue(property)}`);
        styles[`${index} ${element.localName}${pseudo ?? ''}`] = values.join(';\n');
      }
    });
    const attributes = Object.fromEntries(
      elements.map((element, index) => [
        index,
        [...element.attributes].map((one) => `${one.name}=${one.value}`).join(' '),
      ]),
    );
    return { styles, attributes, besides: [...document.body.children].map((child) => child.outerHTML.slice(0, 60)) };
  });
}

/** Two switches that compilers of `light-dark()` read; the sheet gives them the value that they have where nobody sets them. */
const SWITCHES = /^--lightningcss-(light|dark):/;

/** What is not as it was, by element and property. */
export function changesBetween(before: HostLook, after: HostLook): readonly string[] {
  const changed = (kind: 'styles' | 'attributes') =>
    Object.keys({ ...before[kind], ...after[kind] }).flatMap((key) => {
      const [was, is] = [before, after].map((look) => new Set(look[kind][key]?.split(';\n')));
      return [...(is ?? [])].filter((one) => !was?.has(one) && !SWITCHES.test(one)).map((one) => `${key}: ${one}`);
    });
  const besides =
    JSON.stringify(before.besides) === JSON.stringify(after.besides) ? [] : [`beside: ${after.besides.join()}`];
  return [...changed('styles'), ...changed('attributes'), ...besides];
}

declare global {
  interface Window {
    /** Listeners that stand on the page as a whole, by what they listen to. */
    listening?: () => readonly string[];
  }
}

/** Counts, from the first moment of a page, who listens to the window, the document and its two outermost elements. */
export async function countListeners(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const standing = new Map<string, string>();
    const numbers = new WeakMap<object, number>();
    let last = 0;
    const nameOf = (target: unknown) => {
      if (target === window) return 'window';
      if (target === document) return 'document';
      return target === document.documentElement ? 'html' : target === document.body ? 'body' : null;
    };
    const keyOf = (where: string, type: string, listener: object, options: unknown) => {
      const number = numbers.get(listener) ?? (last += 1);
      numbers.set(listener, number);
      const capture =
        options === true || (typeof options === 'object' && options !== null && Reflect.get(options, 'capture'));
      return `${where} ${type} ${String(Boolean(capture))} ${number}`;
    };
    // The tool that drives the browser listens too.
    const isOfApp = () => /(app|again)\.js/.test(new Error().stack ?? '');
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (this: EventTarget, type, listener, options) {
      const where = nameOf(this ?? window);
      if (where && listener && isOfApp()) standing.set(keyOf(where, type, listener, options), `${where} ${type}`);
      return addEventListener.call(this ?? window, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function (this: EventTarget, type, listener, options) {
      const where = nameOf(this ?? window);
      if (where && listener) standing.delete(keyOf(where, type, listener, options));
      return removeEventListener.call(this ?? window, type, listener, options);
    };
    window.listening = () => [...standing.values()].sort();
  });
}

/** The element that has focus, also inside a shadow root: its words, and where it stands. */
export function focused(page: Page | Frame): Promise<string> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const words = active?.getAttribute('aria-label') ?? active?.textContent ?? '';
    return `${active?.localName ?? 'nothing'}: ${words.trim()}`;
  });
}
