import type { TopUp } from '../../src/core/adapter.js';
import type { StateOf } from '../../src/core/flow/state.js';
import { isHarmless } from '../../src/core/failures.js';
import type { Money } from '../../src/core/money.js';

/** Credit that a customer wanted: however often it is pressed before its end is told, it is one wish. */
export interface Purchase {
  readonly topUp: TopUp;
  isOpen: boolean;
  /** Whether an answer was lost: then a refusal of its repetition ends nothing. */
  isUncertain: boolean;
}

export interface Purchases {
  readonly all: readonly Purchase[];
  readonly charges: readonly Money[];
  /** How often a page said that credit was bought. */
  readonly bought: ReadonlyMap<string, number>;
  readonly wanted: (topUp: TopUp) => void;
  readonly charged: (amount: Money) => void;
  readonly told: (state: StateOf<'top_up_settled' | 'top_up_failed'>) => void;
}

export function createPurchases(): Purchases {
  const all: Purchase[] = [];
  const charges: Money[] = [];
  const bought = new Map<string, number>();
  const openOne = (id: string) => all.find((one) => one.isOpen && one.topUp.id === id);

  function told(state: StateOf<'top_up_settled' | 'top_up_failed'>): void {
    const { id } = state.topUp;
    const one = openOne(id);
    const end = endOf(state);
    if (end === 'bought') bought.set(id, (bought.get(id) ?? 0) + 1);
    if (!one) return;
    if (end === 'uncertain') one.isUncertain = true;
    else if (end !== 'refused' || !one.isUncertain) one.isOpen = false;
  }

  return {
    all,
    charges,
    bought,
    wanted(topUp) {
      if (!openOne(topUp.id)) all.push({ topUp, isOpen: true, isUncertain: false });
    },
    charged: (amount) => void charges.push(amount),
    told,
  };
}

function endOf(state: StateOf<'top_up_settled' | 'top_up_failed'>): 'bought' | 'declined' | 'refused' | 'uncertain' {
  if (state.status === 'top_up_failed') return isHarmless(state.error) ? 'refused' : 'uncertain';
  switch (state.outcome.status) {
    case 'topped_up':
      return 'bought';
    case 'declined':
      return 'declined';
    case 'rejected':
      return 'refused';
    case 'requires_checkout':
    case 'unknown':
      return 'uncertain';
  }
}
