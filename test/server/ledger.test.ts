import { expect, it } from 'vitest';
import { memoryLedger } from 'planshift/server';
import { anEntry, ledgerContract, settledEntry } from './ledgerContract.js';

ledgerContract('memoryLedger', async () => memoryLedger());

it('forgets settled entries after a day and open ones never', async () => {
  let now = 0;
  const ledger = memoryLedger({ now: () => now });
  const [done, open] = [anEntry(), anEntry()];
  await ledger.claim(done, null);
  await ledger.write(settledEntry(done));
  await ledger.claim(open, null);
  now = 86_400_000;
  await ledger.claim(anEntry(), null);
  expect(await ledger.find(done.scopeKey, done.id)).toBeNull();
  expect(await ledger.find(open.scopeKey, open.id)).not.toBeNull();
});
