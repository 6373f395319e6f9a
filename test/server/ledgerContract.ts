import { describe, expect, it } from 'vitest';
import type { Ledger, LedgerEntry } from 'planshift/server';

let count = 0;

/** An entry as a confirm makes it. */
export function anEntry(changes: Partial<LedgerEntry> = {}): LedgerEntry {
  const id = changes.id ?? `entry-${(count += 1)}`;
  const scopeKey = changes.scopeKey ?? `scope-${id}`;
  const claims = {
    ...{ id, scopeKey, who: 'who', state: 'state', selection: { priceId: 'pro:monthly' }, status: 'quote' as const },
    ...{ amount: { amount: 8450, currency: 'USD' }, recurring: null, certainty: 'estimate' as const, leavesOut: true },
    ...{ pin: 'pin', issuedAt: 0, expiresAt: 600_000 },
  };
  return {
    ...{ id, scopeKey, version: 1, status: 'in_flight', claims, subscriptionId: 'sub_1', providerToken: 'pin' },
    ...{ idempotencyKey: `ps_${id}`, startedAt: 0, overAt: null, outcome: null },
    ...changes,
  };
}

export function settledEntry(entry: LedgerEntry): LedgerEntry {
  const outcome = { status: 'declined', reason: 'card_declined', recoveryUrl: null, reference: null } as const;
  return { ...entry, version: entry.version + 1, status: 'settled', outcome, overAt: 5 };
}

/** What every ledger promises, whatever it is stored in. */
export function ledgerContract(name: string, open: () => Promise<Ledger>): void {
  describe(`the ledger contract, kept by ${name}`, () => {
    it('gives the place of a subscription to the first and shows it to the second', async () => {
      const ledger = await open();
      const [first, second] = [anEntry({ scopeKey: 's' }), anEntry({ scopeKey: 's' })];
      expect(await ledger.claim(first, null)).toEqual({ status: 'claimed', entry: first });
      expect(await ledger.claim(second, null)).toEqual({ status: 'open', entry: first });
      expect(await ledger.findOpen('s')).toEqual(first);
      expect(await ledger.find('s', second.id)).toBeNull();
    });

    it('answers the same token with its own entry, open or settled', async () => {
      const ledger = await open();
      const entry = anEntry();
      await ledger.claim(entry, null);
      expect(await ledger.claim(entry, null)).toEqual({ status: 'open', entry });
      await ledger.write(settledEntry(entry));
      expect(await ledger.claim(entry, null)).toEqual({ status: 'settled', entry: settledEntry(entry) });
    });

    it('enters version 1 of what was never claimed, and then answers a claim with it', async () => {
      const ledger = await open();
      const entry = anEntry();
      const shut = { ...settledEntry(entry), version: 1 };
      expect(await ledger.write(shut)).toBe(true);
      expect(await ledger.write(shut)).toBe(false);
      expect(await ledger.claim(entry, null)).toEqual({ status: 'settled', entry: shut });
      expect(await ledger.findOpen(entry.scopeKey)).toBeNull();
    });

    it('enters nothing over a claim that was first', async () => {
      const ledger = await open();
      const entry = anEntry();
      await ledger.claim(entry, null);
      expect(await ledger.write({ ...settledEntry(entry), version: 1 })).toBe(false);
      expect(await ledger.find(entry.scopeKey, entry.id)).toEqual(entry);
    });

    it('gives the place to exactly one of many that ask at once', async () => {
      const ledger = await open();
      const claims = await Promise.all(
        Array.from({ length: 50 }, () => ledger.claim(anEntry({ scopeKey: 's' }), null)),
      );
      expect(claims.filter(({ status }) => status === 'claimed')).toHaveLength(1);
    });

    it('keeps subscriptions apart', async () => {
      const ledger = await open();
      expect((await ledger.claim(anEntry(), null)).status).toBe('claimed');
      expect((await ledger.claim(anEntry(), null)).status).toBe('claimed');
    });

    it('frees the place when an entry is settled, and keeps what became of it', async () => {
      const ledger = await open();
      const entry = anEntry({ scopeKey: 's' });
      await ledger.claim(entry, null);
      expect(await ledger.write(settledEntry(entry))).toBe(true);
      expect(await ledger.findOpen('s')).toBeNull();
      expect(await ledger.find('s', entry.id)).toEqual(settledEntry(entry));
      expect((await ledger.claim(anEntry({ scopeKey: 's' }), null)).status).toBe('claimed');
    });

    it('refuses a write that was made from an older version', async () => {
      const ledger = await open();
      const entry = anEntry();
      await ledger.claim(entry, null);
      const later = { ...entry, version: 2, status: 'unknown' as const };
      expect(await ledger.write(later)).toBe(true);
      expect(await ledger.write(settledEntry(entry))).toBe(false);
      expect(await ledger.find(entry.scopeKey, entry.id)).toEqual(later);
    });

    it('lets exactly one of several writes from the same version through', async () => {
      const ledger = await open();
      const entry = anEntry();
      await ledger.claim(entry, null);
      const written = await Promise.all(Array.from({ length: 20 }, () => ledger.write(settledEntry(entry))));
      expect(written.filter(Boolean)).toHaveLength(1);
    });

    it('forgets a released entry, and only in the version that is released', async () => {
      const ledger = await open();
      const entry = anEntry({ scopeKey: 's' });
      await ledger.claim(entry, null);
      expect(await ledger.release({ ...entry, version: 9 })).toBe(false);
      expect(await ledger.release(entry)).toBe(true);
      expect(await ledger.findOpen('s')).toBeNull();
      expect((await ledger.claim(entry, null)).status).toBe('claimed');
    });

    it('never forgets a settled entry by releasing it', async () => {
      const ledger = await open();
      const entry = anEntry();
      await ledger.claim(entry, null);
      await ledger.write(settledEntry(entry));
      expect(await ledger.release(settledEntry(entry))).toBe(false);
    });

    it('replaces exactly the entry that is named, and settles it as superseded', async () => {
      const ledger = await open();
      const waiting = anEntry({ scopeKey: 's', status: 'requires_checkout' });
      await ledger.claim(waiting, null);
      const next = anEntry({ scopeKey: 's' });
      expect((await ledger.claim(next, { ...waiting, version: 7 })).status).toBe('open');
      expect((await ledger.claim(next, waiting)).status).toBe('claimed');
      const replaced = await ledger.find('s', waiting.id);
      expect(replaced).toMatchObject({ status: 'settled', outcome: { status: 'not_changed', reason: 'superseded' } });
      expect((await ledger.findOpen('s'))?.id).toBe(next.id);
    });

    it('hands out copies: what a reader does to one changes nothing', async () => {
      const ledger = await open();
      const entry = anEntry();
      await ledger.claim(entry, null);
      const found = await ledger.find(entry.scopeKey, entry.id);
      Object.assign(found ?? {}, { status: 'settled' });
      expect(await ledger.find(entry.scopeKey, entry.id)).toEqual(entry);
    });
  });
}
