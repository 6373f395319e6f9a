import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBrowserEnvironment } from '../../src/browser/createBrowserEnvironment.js';

afterEach(() => vi.restoreAllMocks());

describe('createBrowserEnvironment', () => {
  it('keeps what it is given over a reload, and forgets it when told', () => {
    const { storage } = createBrowserEnvironment();
    storage.set('k', 'v');
    expect(createBrowserEnvironment().storage.get('k')).toBe('v');
    storage.remove('k');
    expect(storage.get('k')).toBeNull();
  });

  it('works without storage where the browser blocks it', () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    const { storage } = createBrowserEnvironment();
    storage.set('k', 'v');
    expect(storage.get('k')).toBeNull();
  });

  it('tells other listeners of the same scope and nobody else', async () => {
    const { broadcast, onBroadcast } = createBrowserEnvironment();
    const [same, other] = [vi.fn(), vi.fn()];
    const stops = [onBroadcast('scope_a', same), onBroadcast('scope_b', other)];
    broadcast('scope_a');
    await vi.waitFor(() => expect(same).toHaveBeenCalledTimes(1));
    expect(other).not.toHaveBeenCalled();
    stops.forEach((stop) => stop());
    broadcast('scope_a');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(same).toHaveBeenCalledTimes(1);
  });

  it('runs one at a time under a lock, and hands on what was thrown', async () => {
    const { withLock } = createBrowserEnvironment();
    const order: string[] = [];
    const slow = withLock('one', async () => {
      order.push('a begins');
      await new Promise((resolve) => setTimeout(resolve, 30));
      order.push('a ends');
    });
    const next = withLock('one', async () => void order.push('b'));
    await Promise.all([slow, next]);
    expect(order).toEqual(['a begins', 'a ends', 'b']);
    let runs = 0;
    await expect(
      withLock('one', async () => {
        runs += 1;
        throw new Error('inside');
      }),
    ).rejects.toThrow('inside');
    expect(runs).toBe(1);
  });

  it('runs all the same where locks are refused', async () => {
    vi.spyOn(navigator.locks, 'request').mockRejectedValue(new DOMException('no', 'SecurityError'));
    await expect(createBrowserEnvironment().withLock('x', async () => 'done')).resolves.toBe('done');
  });

  it('counts time on a clock that cannot be set back', () => {
    vi.spyOn(Date, 'now').mockReturnValue(0);
    const { monotonicNow } = createBrowserEnvironment();
    const first = monotonicNow();
    expect(monotonicNow()).toBeGreaterThanOrEqual(first);
    expect(first).toBeGreaterThan(0);
  });

  it('makes keys that differ and are hard to guess', () => {
    const { newKey } = createBrowserEnvironment();
    const keys = new Set(Array.from({ length: 100 }, newKey));
    expect(keys.size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f-]{32,36}$/);
  });

  it('hears of a page that the browser brought back, and only of that', () => {
    const { onRestored } = createBrowserEnvironment();
    const run = vi.fn();
    const stop = onRestored(run);
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    expect(run).not.toHaveBeenCalled();
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(run).toHaveBeenCalledTimes(1);
    stop();
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(run).toHaveBeenCalledTimes(1);
  });
});
