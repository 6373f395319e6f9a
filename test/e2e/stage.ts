import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { startChromium } from './chromium.js';
import { startDemo, type RunningDemo } from './demo.js';

/** The demo and a page of it, as they are while a test runs. Set by `withDemo`. */
export let demo: RunningDemo;
export let context: BrowserContext;
export let page: Page;

/**
 * One demo and one browser for the tests of a file; each test begins anew, in a context of its own.
 * @param timeout how long an action may take, in milliseconds.
 */
export function withDemo(timeout: number): void {
  let browser: Browser;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), startChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    demo?.close();
  });
  beforeEach(async () => {
    await demo.startOver();
    context = await browser.newContext();
    context.setDefaultTimeout(timeout);
    page = await context.newPage();
  });
  afterEach(() => context.close());
}
