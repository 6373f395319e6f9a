import { describe, expect, it } from 'vitest';
import type { SeenEvents } from 'planshift/server/webhook';

/** What every store of seen events promises, whatever it is kept in. `now` is the store's clock in milliseconds. */
export function seenEventsContract(name: string, open: (now: () => number) => SeenEvents): void {
  const opened = () => {
    const clock = { now: 1_000 };
    return { clock, seen: open(() => clock.now) };
  };

  describe(`the contract of seen events, kept by ${name}`, () => {
    it('gives a key to one of many that claim it at once', async () => {
      const { seen } = opened();
      const claims = await Promise.all(Array.from({ length: 20 }, (_, at) => seen.claim('k', `h${at}`, 100)));
      expect(claims.filter((claim) => claim === 'claimed')).toHaveLength(1);
      expect(claims.filter((claim) => claim === 'running')).toHaveLength(19);
    });

    it('keeps two keys apart', async () => {
      const { seen } = opened();
      expect([await seen.claim('a', 'h', 100), await seen.claim('b', 'h', 100)]).toEqual(['claimed', 'claimed']);
    });

    it('lets a claim end by itself, for a process that died', async () => {
      const { seen, clock } = opened();
      await seen.claim('k', 'dead', 100);
      clock.now += 99;
      expect(await seen.claim('k', 'next', 100)).toBe('running');
      clock.now += 1;
      expect(await seen.claim('k', 'next', 100)).toBe('claimed');
      expect(await seen.claim('k', 'third', 100)).toBe('running');
    });

    it('takes back the claim of its holder and of nobody else', async () => {
      const { seen, clock } = opened();
      await seen.claim('k', 'slow', 100);
      clock.now += 100;
      await seen.claim('k', 'next', 100);
      await seen.release('k', 'slow');
      expect(await seen.claim('k', 'third', 100)).toBe('running');
      await seen.release('k', 'next');
      expect(await seen.claim('k', 'third', 100)).toBe('claimed');
    });

    it('remembers what was handled for as long as it is told, and no release forgets it', async () => {
      const { seen, clock } = opened();
      await seen.claim('k', 'h', 100);
      await seen.done('k', 'h', 1_000);
      await seen.release('k', 'h');
      expect(await seen.claim('k', 'again', 100)).toBe('done');
      clock.now += 999;
      expect(await seen.claim('k', 'again', 100)).toBe('done');
      clock.now += 1;
      expect(await seen.claim('k', 'again', 100)).toBe('claimed');
    });

    it('remembers it also where the claim had run out before', async () => {
      const { seen, clock } = opened();
      await seen.claim('k', 'slow', 100);
      clock.now += 200;
      await seen.done('k', 'slow', 1_000);
      expect(await seen.claim('k', 'again', 100)).toBe('done');
    });
  });
}
