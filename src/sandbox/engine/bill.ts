import { extraSeatsAmount, heldBy } from './catalog.js';
import type { Decision } from './decide.js';
import type { EngineOptions } from './options.js';
import type { Proration } from './proration.js';
import { prorate } from './proration.js';
import { amountOfPeriod } from './recurring.js';
import { takeRatio } from './rounding.js';
import type { World, WorldCustomer, WorldInvoiceLine, WorldSubscription } from './world.js';

/** What an invoice will say. All amounts in minor units of `currency`. */
export interface Bill {
  readonly currency: string;
  /** They add up to `total`. */
  readonly lines: readonly WorldInvoiceLine[];
  /** What the card is asked for; never below zero. */
  readonly total: number;
  readonly credit: number;
  readonly charge: number;
  /** Tax on top of the prices. */
  readonly tax: number;
  /** Tax that is in the prices already; zero or above. Absent: none. */
  readonly includedTax?: number;
  /** Customer credit that is used up. */
  readonly creditsApplied: number;
  /** Credit that the customer holds afterwards. */
  readonly creditAfter: number;
  readonly proration: Proration | null;
}

/** What an immediate change costs. */
export function billOfChange(
  world: World,
  subscription: WorldSubscription,
  decision: Extract<Decision, { kind: 'immediate' }>,
  options: EngineOptions,
): Bill {
  const held = heldBy(world, subscription);
  const { plan, amount } = decision.target;
  if (decision.convertsTrial) return billOf(held.customer, { charge: amount, name: plan.name }, options);
  const model = decision.intervalChanges ? options.intervalModel : options.proration.model;
  const period = subscription.period ?? { start: world.now, end: world.now };
  const proration = prorate(
    {
      old: { amount: subscription.paid, extraSeats: extraSeatsAmount(held.plan, held.customer) },
      new: { amount },
      remaining: needsRatio(options) ? { period, changeAt: world.now } : { ratio: { part: 1, total: 2 } },
    },
    { ...options.proration, model },
  );
  return billOf(
    held.customer,
    { charge: proration.charge, name: plan.name, credit: proration.credit, creditName: held.plan.name },
    options,
    proration,
  );
}

// A stated ratio needs somebody to state it: the middle of the period, as in the vendors' examples.
function needsRatio(options: EngineOptions): boolean {
  return options.proration.granularity !== 'stated-ratio';
}

/** What one whole period costs: a renewal, a first payment, the end of a trial. */
export function billOfPeriod(world: World, subscription: WorldSubscription, options: EngineOptions): Bill {
  const { plan, customer } = heldBy(world, subscription);
  const amount = amountOfPeriod(world, subscription);
  const seats = extraSeatsAmount(plan, customer);
  return billOf(customer, { charge: amount, name: plan.name, seats }, options);
}

interface Items {
  readonly charge: number;
  readonly name: string;
  readonly credit?: number;
  readonly creditName?: string;
  readonly seats?: number;
}

export function billOf(
  customer: WorldCustomer,
  items: Items,
  options: EngineOptions,
  proration: Proration | null = null,
): Bill {
  const { charge, name, credit = 0, creditName = null, seats = 0 } = items;
  const usage = customer.unbilledUsage;
  const net = charge + seats + usage - credit;
  const { inclusive } = options.tax;
  const { taxBasisPoints: rate } = customer;
  const ratio = { part: rate, total: inclusive ? 10_000 + rate : 10_000 };
  const allTax = takeRatio(Math.max(net, 0), ratio, options.proration.rounding);
  const tax = inclusive ? 0 : allTax;
  const creditsApplied = Math.min(customer.credit, Math.max(net + tax, 0));
  const leftover = Math.max(-net, 0);
  const kept = options.leftoverCredit === 'customer_credit' ? leftover : 0;
  const lines: WorldInvoiceLine[] = [
    { kind: 'credit', name: creditName, amount: -credit },
    { kind: 'charge', name, amount: charge },
    { kind: 'seats', name: null, amount: seats },
    { kind: 'usage', name: null, amount: usage },
    { kind: 'tax', name: options.tax.name, amount: tax },
    { kind: 'balance', name: null, amount: leftover - creditsApplied },
  ];
  return {
    currency: customer.currency,
    lines: lines.filter((line) => line.amount !== 0 || line.kind === 'charge'),
    total: net + tax + leftover - creditsApplied,
    credit,
    charge: charge + seats + usage,
    tax,
    ...(inclusive && allTax > 0 && { includedTax: allTax }),
    creditsApplied,
    creditAfter: customer.credit - creditsApplied + kept,
    proration,
  };
}
