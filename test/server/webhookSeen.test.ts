import Database from 'libsql';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createWebhookHandler, memorySeenEvents, type SeenEvents } from 'planshift/server/webhook';
import { seenEventsContract } from './webhookSeenContract.js';

/** Seen events in a table, as a host would write them: the row is the claim, and every method is one statement. */
function inSql(db: Database.Database, now = Date.now): SeenEvents {
  db.exec('CREATE TABLE IF NOT EXISTS seen (key TEXT PRIMARY KEY, holder TEXT, done INTEGER, until INTEGER)');
  const put = `INSERT INTO seen VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (key) DO UPDATE SET holder = ?2, done = ?3, until = ?4`;
  const claim = db.prepare(`${put} WHERE until <= ?5`);
  const done = db.prepare(put);
  const release = db.prepare('DELETE FROM seen WHERE key = ? AND holder = ? AND done = 0');
  const isDone = db.prepare('SELECT 1 FROM seen WHERE key = ? AND done = 1');
  return {
    claim: async (key, holder, leaseMs) =>
      claim.run(key, holder, 0, now() + leaseMs, now()).changes > 0 ? 'claimed' : isDone.get(key) ? 'done' : 'running',
    done: async (key, holder, keepMs) => void done.run(key, holder, 1, now() + keepMs),
    release: async (key, holder) => void release.run(key, holder),
  };
}

seenEventsContract('this process’s memory', (now) => memorySeenEvents({ now }));
seenEventsContract('a table of the host’s own database', (now) => inSql(new Database(':memory:'), now));

describe('two processes with one store', () => {
  it('handle an event once between them', async () => {
    const db = new Database(':memory:');
    const secret = 'endpoint-secret-of-the-tests';
    let handled = 0;
    const process = () =>
      createWebhookHandler({
        scheme: 'commet',
        secrets: [secret],
        seen: inSql(db),
        onEvent: async () => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          handled += 1;
        },
      });
    const body = JSON.stringify({ id: 'whev_1', event: 'subscription.updated', data: { subscriptionId: 'sub_1' } });
    const headers = { 'x-commet-signature': createHmac('sha256', secret).update(body).digest('hex') };
    const post = () => new Request('https://app.example.com/webhooks', { method: 'POST', headers, body });
    const answers = await Promise.all([process(), process(), process()].map((handle) => handle(post())));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(handled).toBe(1);
  });
});
