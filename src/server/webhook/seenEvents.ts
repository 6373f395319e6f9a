/**
 * Remembers which events were handled. For several processes it stands on a shared store; three rules make it right there:
 *
 * 1. `claim` is atomic: of many that ask at once for a free key, one gets `claimed`. With Redis `SET key holder NX PX leaseMs`;
 *    with SQL an insert that does nothing on conflict, or an update where the lease has run out.
 * 2. A claim ends by itself after `leaseMs`: a process that dies must not keep an event from being delivered again.
 * 3. `release` takes back only the claim of its own `holder`, in one step with looking; `done` always holds.
 *
 * Where a method rejects, the delivery is answered 503 and comes again. In one SQL table the whole of it is three statements:
 *
 * ```sql
 * -- claim: a changed row is `claimed`; else `done` or `running`, as the row says
 * INSERT INTO seen (key, holder, done, until) VALUES ($1, $2, false, $now + $leaseMs) ON CONFLICT (key)
 *   DO UPDATE SET holder = $2, done = false, until = $now + $leaseMs WHERE seen.until <= $now;
 * -- done: the same with done = true and until = $now + $keepMs, without the WHERE
 * -- release
 * DELETE FROM seen WHERE key = $1 AND holder = $2 AND NOT done;
 * ```
 */
export interface SeenEvents {
  /** `done`: handled before. `running`: another has it now. `claimed`: it is this holder's, for at most `leaseMs`. */
  claim(key: string, holder: string, leaseMs: number): Promise<'claimed' | 'running' | 'done'>;
  /** The event was handled: remember it for `keepMs`. */
  done(key: string, holder: string, keepMs: number): Promise<void>;
  /** It was not: it may be claimed again at once. */
  release(key: string, holder: string): Promise<void>;
}

export interface MemorySeenEventsOptions {
  /** How many are remembered; the oldest give way. Default 10,000. */
  readonly most?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

interface Seen {
  readonly holder: string;
  readonly isDone: boolean;
  readonly until: number;
}

const MOST = 10_000;

/** In this process's memory. A restart forgets; what comes again then leads to one read more and to nothing else. */
export function memorySeenEvents({ most = MOST, now = Date.now }: MemorySeenEventsOptions = {}): SeenEvents {
  const seen = new Map<string, Seen>();

  function put(key: string, entry: Seen): void {
    // Put in anew, so that the first of the map is the one untouched for longest.
    seen.delete(key);
    seen.set(key, entry);
    for (const [oldest, { isDone, until }] of seen) {
      if (seen.size <= most) return;
      if (isDone || until <= now()) seen.delete(oldest);
    }
  }

  return {
    async claim(key, holder, leaseMs) {
      const found = seen.get(key);
      if (found && found.until > now()) return found.isDone ? 'done' : 'running';
      put(key, { holder, isDone: false, until: now() + leaseMs });
      return 'claimed';
    },
    async done(key, holder, keepMs) {
      put(key, { holder, isDone: true, until: now() + keepMs });
    },
    async release(key, holder) {
      const found = seen.get(key);
      if (found?.holder === holder && !found.isDone) seen.delete(key);
    },
  };
}
