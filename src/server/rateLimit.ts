/** Counts requests. A shared store makes the count hold for several processes. */
export interface RateLimiter {
  /** Counts one request of `key`; answers null where it may pass, or how long to wait in milliseconds. */
  take(key: string, perMinute: number, nowMs: number): Promise<number | null>;
}

const MINUTE = 60_000;
const MOST_KEYS = 10_000;

/** A sliding minute in this process's memory. */
export function memoryRateLimiter(): RateLimiter {
  const seen = new Map<string, number[]>();

  function makeRoom(nowMs: number): void {
    if (seen.size < MOST_KEYS) return;
    for (const [key, times] of seen) if ((times.at(-1) ?? 0) <= nowMs - MINUTE) seen.delete(key);
    // Everyone was here within the minute: the one that came first gives way.
    for (const key of seen.keys()) {
      if (seen.size < MOST_KEYS) return;
      seen.delete(key);
    }
  }

  return {
    async take(key, perMinute, nowMs) {
      const recent = (seen.get(key) ?? []).filter((at) => at > nowMs - MINUTE);
      const oldest = recent[recent.length - perMinute];
      if (oldest !== undefined) return Math.max(1, oldest + MINUTE - nowMs);
      if (!seen.has(key)) makeRoom(nowMs);
      seen.set(key, [...recent, nowMs]);
      return null;
    },
  };
}
