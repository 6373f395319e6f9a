import type { BillingAdapter, Capabilities, Selection } from '../../core/adapter.js';
import type { Money } from '../../core/money.js';

/**
 * The situations that a billing system is put into.
 *
 * - `upgrade`: a paid plan; `selection` is a larger one that costs more and is charged at once.
 * - `downgrade`: a paid plan with more seats in use than the smaller one of `selection` includes.
 * - `interval`: a paid plan; `selection` is the same plan at a longer interval.
 * - `free_to_paid`: the free plan; `selection` is a paid one.
 * - `paid_to_free`: a paid plan; `selection` is the free one.
 * - `same`: a paid plan; `selection` is the price that is held.
 * - `seat_limit`: a paid plan with more seats in use than `selection` allows, and a change that would happen at once.
 * - `subscribe`: a customer without a subscription.
 * - `trial`: a plan in its free trial; `selection` is another paid one.
 * - `credit`: a paid plan and credit held; `selection` is a larger one that costs more.
 * - `addons`: a paid plan with an add-on held, and other items beside it where there can be any; `selection` is a larger plan.
 * - `discount`: a paid plan with a discount that goes on; `selection` is a larger plan, `replacement` the same plan with another
 *   code in place of it.
 * - `past_due`: a paid plan whose last payment failed; `selection` is another paid one.
 * - `waits_for_payment`: as `upgrade`; the payment will be refused, and the billing system lets the change wait for it.
 * - `applies_unpaid`: as `upgrade`; the payment will be refused, and the billing system makes the change all the same.
 * - `needs_action`: as `upgrade`; the customer's bank will ask the customer before it pays.
 */
export type ScenarioName =
  | 'upgrade'
  | 'downgrade'
  | 'interval'
  | 'free_to_paid'
  | 'paid_to_free'
  | 'same'
  | 'seat_limit'
  | 'subscribe'
  | 'trial'
  | 'credit'
  | 'addons'
  | 'discount'
  | 'past_due'
  | 'waits_for_payment'
  | 'applies_unpaid'
  | 'needs_action';

/** Money that the billing system took. */
export interface Charge {
  readonly id: string;
  readonly amount: Money;
}

/** One billing system in one situation, shared with nothing else. */
export interface ContractWorld {
  readonly adapter: BillingAdapter;
  /** What the customer chooses in this scenario. */
  readonly selection: Selection;
  /**
   * Another choice: in `downgrade` a change that comes later too, in `free_to_paid` another paid plan, in `interval` a
   * smaller plan where timing can be chosen, in `paid_to_free` another paid plan that begins at once, in `discount` the plan
   * with another code.
   */
  readonly replacement?: Selection;
  /** Every charge of this customer since the world was opened, in order. */
  charges(): Promise<readonly Charge[]>;
  close(): Promise<void>;
}

/** What a test may do behind the customer's back. A lever that is left out leaves its promises unproved, and the report says so. */
export interface ContractLevers<W extends ContractWorld> {
  /** The next charge is refused by the bank. */
  decline?(world: W): Promise<void>;
  /** From now on the chosen price costs something else. */
  movePrice?(world: W): Promise<void>;
  /** The next change is carried out, and its answer never arrives. */
  loseAnswer?(world: W): Promise<void>;
  /** The billing system's clock moves on and carries out what is due. */
  advanceDays?(world: W, days: number): Promise<void>;
  /** The customer pays at this checkout. */
  payCheckout?(world: W, checkoutUrl: string): Promise<void>;
  /** The customer cancels at this checkout. */
  cancelCheckout?(world: W, checkoutUrl: string): Promise<void>;
  /** The customer does what the open payment of a change still needs: pays it, or confirms it to the bank. */
  completePayment?(world: W): Promise<void>;
}

export type LeverName = keyof ContractLevers<ContractWorld>;

/** How the contract gets at a billing system. */
export interface ContractHarness<W extends ContractWorld = ContractWorld> {
  /** Shown in titles and in the report. */
  readonly name: string;
  /** What the system claims; must be what its catalog says. */
  readonly capabilities: Capabilities;
  /** Opens a fresh world, or says in a sentence why the system has no such situation. */
  readonly scenarios: Readonly<Record<ScenarioName, (() => Promise<W>) | string>>;
  readonly levers?: ContractLevers<W>;
}

/** Any test runner: `describe` and `it` of Vitest, Jest, Mocha or node:test. */
export interface ContractRunner {
  describe(title: string, body: () => void): unknown;
  it(title: string, body: () => Promise<void>): unknown;
}
