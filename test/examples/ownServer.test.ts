import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import { money } from 'planshift/core';
import { toNodeListener } from 'planshift/server/node';
import { adapterContract, type ContractHarness, type ContractWorld } from 'planshift/testing';
import { capabilities, ownBilling, TABLES } from '../../examples/own-server/provider.js';
import { verifyServer } from '../../src/testing/verify/verifyServer.js';
import { wirePromises } from '../../src/testing/verify/wirePromises.js';
import { APP, handlerFor, overHttp } from '../contract/overHttp.js';
import { ruledOut } from './without.js';

interface World extends ContractWorld {
  readonly db: Database.Database;
}

const END = '2027-01-01T00:00:00.000Z';

function open(held: string, priceId: string, replacement?: string): () => Promise<World> {
  return async () => {
    const db = new Database(':memory:');
    db.exec(TABLES);
    db.prepare('INSERT INTO subscription VALUES (?, ?, ?, NULL, NULL)').run('sub_1', held, END);
    const made = db.prepare('SELECT key, cents FROM change WHERE cents IS NOT NULL');
    return {
      db,
      adapter: overHttp(ownBilling(db), { customerId: 'cus_1', subscriptionId: 'sub_1' }),
      selection: { priceId },
      ...(replacement && { replacement: { priceId: replacement } }),
      async charges() {
        // The columns asked for above.
        const rows = made.all() as { key: string; cents: number }[];
        return rows.map(({ key, cents }) => ({ id: key, amount: money(cents, 'USD') }));
      },
      close: async () => void db.close(),
    };
  };
}

const harness: ContractHarness<World> = {
  name: 'http, handler and the example of a server’s own billing',
  capabilities,
  scenarios: {
    ...ruledOut(
      'the example sells three monthly plans to paying customers, by invoice',
      'upgrade',
      'downgrade',
      'same',
    ),
    upgrade: open('growth', 'scale'),
    downgrade: open('scale', 'team', 'growth'),
    same: open('team', 'team'),
  },
  levers: {
    // What the host's own nightly job does.
    advanceDays: async ({ db }) =>
      void db.exec(
        'UPDATE subscription SET price = next_price, next_price = NULL, next_id = NULL WHERE next_price NOT NULL',
      ),
  },
};

const report = adapterContract(harness, { describe, it });
afterAll(() => console.info(report.text()));

describe('the example of a server’s own billing', () => {
  it('keeps every promise of the wire, asked over HTTP as `npx planshift verify` asks', async () => {
    const db = new Database(':memory:');
    db.exec(TABLES);
    db.prepare('INSERT INTO subscription VALUES (?, ?, ?, NULL, NULL)').run('sub_1', 'growth', END);
    const listener = toNodeListener(handlerFor(ownBilling(db), { customerId: 'cus_1', subscriptionId: 'sub_1' }));
    const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // Listening on a port, so its address is no pipe's name.
    const { port } = server.address() as AddressInfo;
    const report = await verifyServer({
      url: `http://127.0.0.1:${port}/billing`,
      headers: { origin: APP },
      fetch,
      createAdapter: () => {
        throw new Error('It offers no test worlds.');
      },
    });
    server.close();
    db.close();
    expect(report.wire.broken).toEqual([]);
    expect(report.wire.kept).toHaveLength(wirePromises.length);
  });

  it('proves everything that it claims', () => {
    expect(report.brokenPromises()).toEqual([]);
    expect(report.unproved()).toEqual([]);
  });
});
