import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { Commet } from '@commet/node';
import { sendCommetTo } from 'planshift/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from './chromium.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

let child: ChildProcess;
let url: string;
let billing: string;

/** The example as its first line says that it is started. */
beforeAll(async () => {
  child = spawn(process.execPath, ['examples/live-updates/start.mjs', '--port', '0'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  [url, billing] = await new Promise<readonly [string, string]>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += String(chunk);
      const [, page] = /open:\s+(\S+)/.exec(said) ?? [];
      const [, system] = /system is:\s+(\S+)/.exec(said) ?? [];
      if (page && system) resolve([page, system]);
    });
    child.once('exit', (code) => reject(new Error(`The example ended with ${code}: ${said}`)));
  });
});
afterAll(() => void child.kill());

/** Somebody changes the plan at the billing system, as support would: not through the host. */
async function changeElsewhere(newPlanId: string): Promise<void> {
  const restore = sendCommetTo(`${billing}/commet`);
  try {
    const client = new Commet({ apiKey: 'ck_sandbox_local_0000', telemetry: false });
    await client.subscriptions.changePlan({ id: 'sub_demo', newPlanId });
  } finally {
    restore();
  }
}

/** What the server says to open pages, until it has said `wanted`. */
async function listen(wanted: string): Promise<{ readonly heard: Promise<string>; readonly stop: () => void }> {
  const stop = new AbortController();
  const answer = await fetch(`${url}/live`, { signal: stop.signal });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const read = async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.includes(wanted)) return text;
    }
    return text;
  };
  return { heard: read(), stop: () => stop.abort() };
}

describe('the example of live updates', () => {
  it('tells open pages of a change made elsewhere, after a webhook whose signature was right', async () => {
    await fetch(`${billing}/__control/reset`, { method: 'POST', body: '{}' });
    const { heard, stop } = await listen('event: changed');
    await changeElsewhere('pln_business');
    expect(await heard).toContain('event: changed\ndata: {}');
    stop();
    const deliveries = async (): Promise<unknown> => (await fetch(`${billing}/__control/webhooks`)).json();
    await expect.poll(deliveries).toMatchObject({ deliveries: [{ status: 200 }, { status: 200 }] });
  });

  it('tells nobody of an event that is not signed', async () => {
    const { heard, stop } = await listen('event: changed');
    const body = JSON.stringify({ id: 'whev_x', event: 'subscription.canceled', data: { customerId: 'cus_demo' } });
    const headers = { 'x-commet-signature': '0'.repeat(64) };
    expect((await fetch(`${url}/webhooks/commet`, { method: 'POST', body, headers })).status).toBe(401);
    const first = await Promise.race([
      heard,
      new Promise<string>((resolve) => setTimeout(() => resolve('nothing'), 300)),
    ]);
    expect(first).toBe('nothing');
    heard.catch(() => undefined);
    stop();
  });

  it('shows the new plan on a page that nobody touched', async () => {
    await fetch(`${billing}/__control/reset`, { method: 'POST', body: '{}' });
    const browser = await startChromium();
    try {
      const page = await browser.newPage();
      const connected = page.waitForRequest((request) => request.url().endsWith('/live'));
      await page.goto(url);
      const held = page.locator('.ps-summary-plan');
      await held.getByText('Pro').first().waitFor();
      await connected;
      await changeElsewhere('pln_business');
      await held.getByText('Business').first().waitFor({ timeout: 10_000 });
    } finally {
      await browser.close();
    }
  });
});
