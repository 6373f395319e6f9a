import { createHash, createHmac, KeyObject, timingSafeEqual } from 'node:crypto';
import { vi } from 'vitest';

/** Time that stands still until it is told to pass. Every timer of every part runs on it: page, handler, SDK and sandbox. */
export interface VirtualTime {
  /** Milliseconds since 1970. */
  now(): number;
  setTimer(delayMs: number, run: () => void): () => void;
  /** Lets everything that is due now run to its end. */
  settle(): Promise<void>;
  pass(ms: number): Promise<void>;
  end(): void;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

const START = Date.parse('2026-04-16T00:00:00.000Z');
const turn = setImmediate;

/**
 * Puts the timers of this process on virtual time. Signatures are made by the same algorithms without threads, so that the
 * order of things follows from the acts alone.
 */
export function startVirtualTime(): VirtualTime {
  let now = START;
  const timers = new Map<object, Timer>();
  /** Keys are the one thing that is made by threads: it is waited for. */
  const making = new Set<Promise<unknown>>();
  const restoreCrypto = withoutThreads(making);

  function setTimer(delayMs: number, run: () => void): () => void {
    const id = {};
    timers.set(id, { at: now + Math.max(0, delayMs || 0), run });
    return () => void timers.delete(id);
  }

  const stops = new Map<unknown, () => void>();
  vi.stubGlobal('setTimeout', (run: () => void, delayMs: number) => {
    const id = {};
    stops.set(id, setTimer(delayMs, run));
    return id;
  });
  vi.stubGlobal('clearTimeout', (id: unknown) => {
    stops.get(id)?.();
    stops.delete(id);
  });
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController();
    setTimer(ms, () => controller.abort(new DOMException('The operation timed out.', 'TimeoutError')));
    return controller.signal;
  });

  async function settle(): Promise<void> {
    await Promise.all(making);
    for (let turns = 0; turns < 10; turns += 1) await new Promise<void>((resolve) => turn(() => resolve()));
  }

  /** The timer that is due first, at or before `end`; of two at one time the one that was set first. */
  function next(end: number): [object, Timer] | null {
    let first: [object, Timer] | null = null;
    for (const entry of timers) if (entry[1].at <= end && (first === null || entry[1].at < first[1].at)) first = entry;
    return first;
  }

  return {
    now: () => now,
    setTimer,
    settle,
    async pass(ms) {
      const end = now + ms;
      await settle();
      for (let due = next(end); due !== null; due = next(end)) {
        timers.delete(due[0]);
        now = Math.max(now, due[1].at);
        due[1].run();
        await settle();
      }
      now = end;
    },
    end() {
      timeout.mockRestore();
      restoreCrypto();
      vi.unstubAllGlobals();
    },
  };
}

function withoutThreads(making: Set<Promise<unknown>>): () => void {
  const { subtle } = crypto;
  const { importKey } = subtle;
  const hmac = (key: CryptoKey, data: BufferSource) =>
    createHmac('sha256', KeyObject.from(key)).update(bytesOf(data)).digest();
  const spies = [
    vi.spyOn(subtle, 'importKey').mockImplementation((...args: readonly unknown[]) => {
      const made: Promise<CryptoKey> = Reflect.apply(importKey, subtle, args);
      making.add(made);
      return made;
    }),
    vi.spyOn(subtle, 'sign').mockImplementation(async (_, key, data) => bufferOf(hmac(key, data))),
    vi
      .spyOn(subtle, 'verify')
      .mockImplementation(async (_, key, signature, data) => isSame(hmac(key, data), bytesOf(signature))),
    vi
      .spyOn(subtle, 'digest')
      .mockImplementation(async (_, data) => bufferOf(createHash('sha256').update(bytesOf(data)).digest())),
  ];
  return () => spies.forEach((spy) => spy.mockRestore());
}

function bytesOf(data: BufferSource): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

function bufferOf(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
