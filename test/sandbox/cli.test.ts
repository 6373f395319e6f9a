import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundle, run, start, temporaryFolder, type Running } from './command.js';
import { KEY } from './world.js';

let files: Awaited<ReturnType<typeof bundle>>;
let folder = '';
beforeAll(async () => {
  [files, folder] = await Promise.all([bundle(), temporaryFolder()]);
});
afterAll(async () => {
  await files.remove();
  await rm(folder, { recursive: true, force: true });
});

const running: Running[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.kill('SIGKILL');
});

async function begin(...args: readonly string[]): Promise<Running> {
  const one = await start(files.cli, ['--port', '0', ...args]);
  running.push(one);
  return one;
}

const data = (name: string) => path.join(folder, name);
const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { ...KEY, ...headers }, body: JSON.stringify(body) });
const ledger = async ({ ready }: Running): Promise<readonly unknown[]> =>
  ((await (await fetch(`${ready.control}/ledger`)).json()) as { charges: readonly unknown[] }).charges;

describe('npx planshift sandbox', () => {
  it('prints one line of JSON when it is ready', async () => {
    const { ready, printed } = await begin();
    expect(printed.trim().split('\n')).toHaveLength(1);
    expect(ready).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      providers: {
        commet: { baseUrl: `${ready.url}/commet`, apiKey: expect.stringMatching(/^ck_/) },
        dodo: { baseUrl: `${ready.url}/dodo`, apiKey: expect.any(String) },
        ocp: { baseUrl: `${ready.url}/ocp/api`, apiKey: expect.any(String) },
        stripe: { baseUrl: ready.url, apiKey: expect.any(String) },
      },
      control: `${ready.url}/__control`,
      demo: { customerId: 'cus_demo', subscriptionId: 'sub_demo' },
    });
    const plans = await fetch(`${ready.providers.commet.baseUrl}/api/v1/plans`, { headers: KEY });
    expect(plans.status).toBe(200);
  });

  it('begins at the time it is told', async () => {
    const { ready } = await begin('--now', '2027-02-03T04:05:06Z');
    expect(await (await fetch(`${ready.control}/clock`)).json()).toEqual({ now: '2027-02-03T04:05:06.000Z' });
  });

  it('stops with zero when it is asked to', async () => {
    const one = await start(files.cli, ['--port', '0']);
    expect(await one.kill('SIGTERM')).toBe(0);
  });

  it('says a sentence and stops where its port is taken', async () => {
    const { ready } = await begin();
    const ran = await run([files.cli, 'sandbox', '--port', new URL(ready.url).port]);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toMatch(/^planshift: Port \d+ is taken\. .*--port/);
  });

  it.each([
    [['sandbox', '--colour', 'red'], /Unknown option '--colour'/],
    [['sandbox', '--port', 'many'], /--port takes a number/],
    [['sandbox', '--port', '70000'], /--port takes a number/],
    [['sandbox', '--now', 'tomorrow'], /--now takes a date/],
    [['sandbox', 'more'], /Unexpected argument 'more'/],
    [['sandbox', '--data', '/nowhere/at/all.db'], /folder of \/nowhere\/at\/all\.db does not exist/],
    [['sandcastle'], /no command "sandcastle"/],
  ])('says a sentence and stops with 1: %j', async (args, sentence) => {
    const ran = await run([files.cli, ...args]);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toMatch(sentence);
    expect(ran.err).not.toMatch(/^\s+at /m);
  });

  it('explains itself', async () => {
    const all = await run([files.cli, '--help']);
    const one = await run([files.cli, 'sandbox', '--help']);
    for (const { code, out } of [all, one]) {
      expect(code).toBe(0);
      for (const option of ['--port', '--data', '--now']) expect(out).toContain(option);
    }
  });
});

describe('npx planshift --version', () => {
  it('names the version of the package', async () => {
    const { version } = JSON.parse(await readFile(path.resolve(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(await run([files.cli, '--version'])).toMatchObject({ code: 0, out: `${version}\n` });
  });
});

describe('a data file', () => {
  it('loses no answered write to a process that is killed', async () => {
    const file = data('killed.db');
    const first = await begin('--data', file);
    const base = `${first.ready.providers.commet.baseUrl}/api/v1/subscriptions`;
    const changed = await post(
      `${base}/sub_demo/change-plan`,
      { newPlanId: 'pln_business' },
      { 'idempotency-key': 'k' },
    );
    expect(await changed.json()).toMatchObject({ billing: { totalCharged: 24_950 } });
    await post(`${base}/sub_starter/cancel`, {});
    await post(`${first.ready.control}/clock`, { advanceDays: 3 });
    const charges = await ledger(first);
    expect(charges).toHaveLength(1);
    await first.kill('SIGKILL');

    const second = await begin('--data', file);
    expect(await ledger(second)).toEqual(charges);
    expect(await (await fetch(`${second.ready.control}/clock`)).json()).toEqual({ now: '2026-04-19T00:00:00.000Z' });
    const held = await fetch(`${second.ready.providers.commet.baseUrl}/api/v1/subscriptions/sub_starter`, {
      headers: KEY,
    });
    expect(await held.json()).toMatchObject({ cancelAtPeriodEnd: true });
  });

  it('answers the key of before with the answer of before', async () => {
    const file = data('replayed.db');
    const call = async ({ ready }: Running) => {
      const url = `${ready.providers.commet.baseUrl}/api/v1/subscriptions/sub_demo/change-plan`;
      const answer = await post(url, { newPlanId: 'pln_business' }, { 'idempotency-key': 'same' });
      return answer.text();
    };
    const first = await begin('--data', file);
    const answer = await call(first);
    await first.kill('SIGKILL');
    const second = await begin('--data', file);
    expect(await call(second)).toBe(answer);
    expect(await ledger(second)).toHaveLength(1);
  });

  it('keeps every one of many writes up to the kill', async () => {
    const file = data('many.db');
    const first = await begin('--data', file);
    const url = `${first.ready.control}/clock`;
    let [answered, writes] = ['', 0];
    const writing = (async () => {
      for (; ; writes += 1) answered = ((await (await post(url, { advanceDays: 1 })).json()) as { now: string }).now;
    })().catch(() => undefined);
    // In the middle of it, however slow the machine is: a write is always under way.
    await vi.waitFor(() => expect(writes).toBeGreaterThan(5), { timeout: 15_000, interval: 1 });
    await first.kill('SIGKILL');
    await writing;
    const second = await begin('--data', file);
    const { now } = (await (await fetch(`${second.ready.control}/clock`)).json()) as { now: string };
    expect(answered).not.toBe('');
    // What was answered is there; at most the one that was under way is there too.
    expect(Date.parse(now) - Date.parse(answered)).toBeGreaterThanOrEqual(0);
    expect(Date.parse(now) - Date.parse(answered)).toBeLessThanOrEqual(86_400_000);
  });

  it('belongs to one process at a time', async () => {
    const file = data('shared.db');
    await begin('--data', file);
    const ran = await run([files.cli, 'sandbox', '--port', '0', '--data', file]);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toMatch(/cannot be used: .*locked/);
  });

  it.each([
    ['no database', 'this is no database, however long one makes it. '.repeat(40)],
    ['half a database', 'SQLite format 3\u0000'.padEnd(4096, '\u0001')],
  ])('that is broken ends the command with a sentence: %s', async (name, content) => {
    const file = data(`${name.replaceAll(' ', '-')}.db`);
    await writeFile(file, content);
    const ran = await run([files.cli, 'sandbox', '--port', '0', '--data', file]);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toContain(`The data file ${file} cannot be used`);
    expect(ran.err).not.toMatch(/^\s+at /m);
  });

  it('that holds no world of the sandbox ends the command with a sentence', async () => {
    const { default: Libsql } = await import('libsql');
    for (const [name, world] of [
      ['text', 'not json'],
      ['json', '{"version":9}'],
    ] as const) {
      const file = data(`foreign-${name}.db`);
      const db = new Libsql(file);
      db.exec('CREATE TABLE sandbox (id INTEGER PRIMARY KEY, world TEXT NOT NULL)');
      db.prepare('INSERT INTO sandbox VALUES (1, ?)').run(world);
      db.close();
      const ran = await run([files.cli, 'sandbox', '--port', '0', '--data', file]);
      expect([ran.code, ran.out]).toEqual([1, '']);
      expect(ran.err).toMatch(/cannot be used: The saved data is/);
    }
  });
});

describe('node --import planshift/sandbox/commet', () => {
  const APP = `
    const { Commet } = await import('@commet/node');
    const commet = new Commet({ apiKey: 'ck_app', retries: 0 });
    const { data } = await commet.subscriptions.get({ id: 'sub_demo' });
    const other = await fetch(process.env.OTHER);
    console.log(JSON.stringify({ plan: data.plan.id, other: await other.text() }));
  `;

  it("sends Commet's origin to the sandbox, and nothing else", async () => {
    const { ready } = await begin();
    const other = createServer((_request, response) => response.end('somewhere else'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const ran = await run(['--import', files.preload, '--input-type=module', '-e', APP], {
      PLANSHIFT_SANDBOX_COMMET: ready.providers.commet.baseUrl,
      OTHER: `http://127.0.0.1:${port}/`,
      COMMET_NO_UPDATE_CHECK: '1',
    });
    other.close();
    expect(ran.err).toBe('');
    expect(JSON.parse(ran.out)).toEqual({ plan: 'pln_pro', other: 'somewhere else' });
    const { requests } = (await (await fetch(`${ready.control}/requests`)).json()) as { requests: readonly unknown[] };
    expect(requests).toHaveLength(1);
  });
});
