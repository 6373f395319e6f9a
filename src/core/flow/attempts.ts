import { confirmedShape } from '../wire/selection.js';
import { list, object, string } from '../wire/decoder.js';
import type { FlowEnvironment } from './environment.js';
import type { Attempt } from './state.js';

interface Kept {
  readonly at: string;
  readonly attempt: Attempt;
}

/** As many as are kept at once. */
const MOST = 20;

const decodeKept = list(
  object<Kept>({
    at: string,
    // The summary only serves the words on the screen; a reload goes without it rather than trust storage with them.
    attempt: object<Attempt>({ ...confirmedShape, idempotencyKey: string, change: () => null }),
  }),
  MOST,
);

/** A provider forgets keys after a day; so do we. An older attempt is read from the subscription, never repeated. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;

function nameOf(scopeKey: string): string {
  return `planshift:attempts:${scopeKey}`;
}

function read({ storage, wallClock }: FlowEnvironment, scopeKey: string): readonly Kept[] {
  try {
    const oldest = Date.parse(wallClock()) - LIFETIME_MS;
    const kept = decodeKept(JSON.parse(storage.get(nameOf(scopeKey)) ?? '[]'), '');
    return kept.filter(({ at }) => Date.parse(at) > oldest);
  } catch {
    return [];
  }
}

function write({ storage }: FlowEnvironment, scopeKey: string, kept: readonly Kept[]): void {
  if (kept.length > 0) storage.set(nameOf(scopeKey), JSON.stringify(kept));
  else storage.remove(nameOf(scopeKey));
}

/** Keeps an attempt, before its first byte is sent. Each has its own entry, so two dialogs on a page cannot lose one. */
export function keepAttempt(environment: FlowEnvironment, scopeKey: string, attempt: Attempt): void {
  const others = read(environment, scopeKey).slice(1 - MOST);
  write(environment, scopeKey, [...others, { at: environment.wallClock(), attempt }]);
}

export function forgetAttempt(environment: FlowEnvironment, scopeKey: string, attempt: Attempt): void {
  const left = read(environment, scopeKey).filter((kept) => kept.attempt.idempotencyKey !== attempt.idempotencyKey);
  write(environment, scopeKey, left);
}

/** The attempt that was last begun and has no final answer, if any. */
export function findAttempt(environment: FlowEnvironment, scopeKey: string): Attempt | null {
  return read(environment, scopeKey).at(-1)?.attempt ?? null;
}
