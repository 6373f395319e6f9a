import { sameMoney, type Money } from '../money.js';
import type { TopUp } from '../adapter.js';
import { list, nullable, object, string } from '../wire/decoder.js';
import { decodeMoney } from '../wire/selection.js';
import type { FlowEnvironment } from './environment.js';

/** A purchase that was begun and has no final answer. */
interface Kept {
  readonly at: string;
  readonly topUpId: string;
  readonly amount: Money;
  readonly key: string;
  /** Set where it waits for the customer at a checkout. */
  readonly checkout: Checkout | null;
}

interface Checkout {
  /** Last instant at which it can be paid; null where nobody says. */
  readonly until: string | null;
  /** The balance before it was paid. */
  readonly balance: Money | null;
}

/** As many as are kept at once. */
const MOST = 20;

/** A provider forgets keys after a day; so do we. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;

const decodeKept = list(
  object<Kept>({
    at: string,
    topUpId: string,
    amount: decodeMoney,
    key: string,
    checkout: nullable(object<Checkout>({ until: nullable(string), balance: nullable(decodeMoney) })),
  }),
  MOST,
);

/** The keys of purchases that may have been charged: whoever asks for the same again, after a reload too, asks once. */
export interface TopUpKeys {
  /**
   * The key for a purchase, kept before its first byte is sent; `isRepeat` where it was sent before. `balance` is the credit
   * that is held now, if known.
   */
  readonly keyFor: (scopeKey: string, topUp: TopUp, balance: Money | null) => Purchase;
  /** It may have been charged, or waits at a checkout. */
  readonly keep: (scopeKey: string, topUp: TopUp, key: string, checkout: Checkout | null) => void;
  /** It has ended: the same purchase again is another one. */
  readonly forget: (scopeKey: string, key: string) => void;
}

export interface Purchase {
  readonly key: string;
  readonly isRepeat: boolean;
}

export function createTopUpKeys({ storage, wallClock, newKey }: FlowEnvironment): TopUpKeys {
  /** What a storage that is blocked or full did not take. */
  const refused = new Map<string, string>();
  const nameOf = (scopeKey: string) => `planshift:top-ups:${scopeKey}`;

  function read(scopeKey: string): readonly Kept[] {
    const name = nameOf(scopeKey);
    try {
      const oldest = Date.parse(wallClock()) - LIFETIME_MS;
      const kept = decodeKept(JSON.parse(refused.get(name) ?? storage.get(name) ?? '[]'), '');
      return kept.filter(({ at }) => Date.parse(at) > oldest);
    } catch {
      return [];
    }
  }

  function write(scopeKey: string, kept: readonly Kept[]): void {
    const name = nameOf(scopeKey);
    const text = JSON.stringify(kept.slice(-MOST));
    if (kept.length > 0) storage.set(name, text);
    else storage.remove(name);
    if (kept.length > 0 && storage.get(name) !== text) refused.set(name, text);
    else refused.delete(name);
  }

  /** A checkout is over when its time has come, or when the balance has moved since: then it was paid. */
  function isOver({ checkout }: Kept, balance: Money | null): boolean {
    if (checkout === null) return false;
    const isLate = checkout.until !== null && Date.parse(checkout.until) <= Date.parse(wallClock());
    return isLate || !sameMoney(checkout.balance, balance);
  }

  function keep(scopeKey: string, { id, amount }: TopUp, key: string, checkout: Checkout | null): void {
    const kept = read(scopeKey);
    const at = kept.find((one) => one.key === key)?.at ?? wallClock();
    const others = kept.filter((one) => one.key !== key);
    write(scopeKey, [...others, { at, topUpId: id, amount, key, checkout }]);
  }

  return {
    keyFor(scopeKey, topUp, balance) {
      const { id, amount } = topUp;
      const same = read(scopeKey).findLast((one) => one.topUpId === id && sameMoney(one.amount, amount));
      const isRepeat = same !== undefined && !isOver(same, balance);
      if (same && !isRepeat) forget(scopeKey, same.key);
      const key = isRepeat ? same.key : newKey();
      if (!isRepeat) keep(scopeKey, topUp, key, null);
      return { key, isRepeat };
    },
    keep,
    forget,
  };

  function forget(scopeKey: string, key: string): void {
    write(
      scopeKey,
      read(scopeKey).filter((one) => one.key !== key),
    );
  }
}
