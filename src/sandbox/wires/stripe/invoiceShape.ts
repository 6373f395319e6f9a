import type { Bill } from '../../engine/bill.js';
import { customerOf } from '../../engine/catalog.js';
import type { TaxRules } from '../../engine/options.js';
import { awaitedBy } from '../../engine/pending.js';
import type {
  World,
  WorldInvoice,
  WorldInvoiceLine,
  WorldPendingChange,
  WorldSubscription,
} from '../../engine/world.js';
import { invoiceName, planItemName, priceName, productName, seconds } from './ids.js';

type Shape = Record<string, unknown>;

interface Facts {
  readonly id: string;
  readonly status: 'draft' | 'open' | 'paid' | 'void';
  readonly at: string;
  readonly number: string | null;
  readonly currency: string;
  readonly lines: readonly WorldInvoiceLine[];
  readonly total: number;
  readonly reason: string;
  readonly creditBefore: number;
  readonly creditAfter: number;
  readonly prorationDate: number | null;
  readonly secret: string | null;
  readonly unpaid: string | null;
  /** Whether lines of a price are parts of a period. */
  readonly isProrated: boolean;
  readonly periodEnd: string;
}

/** The invoice that a change would make. */
export function previewInvoice(
  world: World,
  subscription: WorldSubscription,
  bill: Pick<Bill, 'currency' | 'lines' | 'total' | 'creditAfter' | 'includedTax'>,
  { prorationDate, periodEnd, tax }: Upcoming,
): Shape {
  const shape = invoiceShape(world, subscription, {
    id: `upcoming_in_${subscription.id}`,
    status: 'draft',
    at: world.now,
    number: null,
    currency: bill.currency,
    lines: bill.lines,
    total: bill.total,
    reason: 'upcoming',
    creditBefore: customerOf(world, subscription.customerId).credit,
    creditAfter: bill.creditAfter,
    prorationDate,
    secret: null,
    unpaid: null,
    isProrated: true,
    periodEnd,
  });
  return { ...shape, ...taxShape(bill.includedTax ?? 0, tax) };
}

interface Upcoming {
  readonly prorationDate: number;
  readonly periodEnd: string;
  readonly tax: TaxRules;
}

function taxShape(included: number, { inclusive, name }: TaxRules): Shape {
  return {
    default_tax_rates: name === null ? [] : [{ id: TAX_RATE, object: 'tax_rate', display_name: name, inclusive }],
    ...(included > 0 && { total_taxes: [taxOf(included, 'inclusive')] }),
  };
}

const TAX_RATE = 'txr_harbor';

function taxOf(amount: number, behavior: 'inclusive' | 'exclusive'): Shape {
  return {
    amount,
    tax_behavior: behavior,
    tax_rate_details: { tax_rate: TAX_RATE },
    taxability_reason: 'standard_rated',
    type: 'tax_rate_details',
  };
}

const REASONS = {
  plan_change: 'subscription_update',
  renewal: 'subscription_cycle',
  trial_conversion: 'subscription_cycle',
  subscription: 'subscription_create',
  recovery: 'subscription_cycle',
  top_up: 'manual',
} as const satisfies Record<WorldInvoice['reason'], string>;

export function invoiceOf(world: World, subscription: WorldSubscription, invoice: WorldInvoice, origin: string): Shape {
  const used = -invoice.lines.reduce((sum, { kind, amount }) => (kind === 'balance' ? sum + amount : sum), 0);
  const shape = invoiceShape(world, subscription, {
    ...invoice,
    id: invoiceName(invoice.id),
    reason: REASONS[invoice.reason],
    creditBefore: Math.max(used, 0),
    creditAfter: Math.max(-used, 0),
    prorationDate: null,
    secret: null,
    unpaid: invoice.status === 'open' ? 'charge_failed' : null,
    isProrated: invoice.reason === 'plan_change',
    periodEnd: invoice.at,
  });
  return { ...shape, hosted_invoice_url: `${origin}/billing/${subscription.id}` };
}

export const pendingInvoiceName = ({ id }: WorldPendingChange) => `in_${id}`;

/** The open invoice that a change waits for. */
export function pendingInvoice(world: World, subscription: WorldSubscription, origin: string): Shape | null {
  const pending = awaitedBy(subscription);
  if (pending === null || typeof pending.metadata.unpaid !== 'string') return null;
  const { credit } = customerOf(world, subscription.customerId);
  const { bill, metadata } = pending;
  const shape = invoiceShape(world, subscription, {
    id: pendingInvoiceName(pending),
    status: 'open',
    at: world.now,
    number: `HRB-${pending.id}`,
    currency: bill.currency,
    lines: bill.lines,
    total: bill.total,
    reason: 'subscription_update',
    creditBefore: credit,
    creditAfter: bill.creditAfter,
    prorationDate: null,
    secret: `pi_${pending.id}_secret_sandbox`,
    unpaid: String(metadata.unpaid),
    isProrated: true,
    periodEnd: world.now,
  });
  return { ...shape, hosted_invoice_url: `${origin}/billing/${subscription.id}` };
}

function invoiceShape(world: World, subscription: WorldSubscription, facts: Facts): Shape {
  const taxes = facts.lines.filter(({ kind }) => kind === 'tax');
  const goods = facts.lines.filter(({ kind }) => kind !== 'tax' && kind !== 'balance');
  const sum = (lines: readonly WorldInvoiceLine[]) => lines.reduce((total, { amount }) => total + amount, 0);
  const isPaid = facts.status === 'paid';
  return {
    id: facts.id,
    object: 'invoice',
    status: facts.status,
    billing_reason: facts.reason,
    currency: facts.currency.toLowerCase(),
    customer: subscription.customerId,
    number: facts.number,
    created: seconds(facts.at),
    period_end: seconds(facts.periodEnd),
    subtotal: sum(goods),
    total: sum(goods) + sum(taxes),
    total_taxes: taxes.map(({ amount }) => ({ ...taxOf(amount, 'exclusive'), taxable_amount: sum(goods) })),
    total_discount_amounts: [],
    discounts: [],
    amount_due: facts.total,
    amount_paid: isPaid ? facts.total : 0,
    amount_remaining: isPaid ? 0 : facts.total,
    starting_balance: -facts.creditBefore,
    ending_balance: facts.status === 'open' ? null : -facts.creditAfter,
    hosted_invoice_url: null,
    lines: linesOf(world, subscription, goods, facts),
    parent: {
      type: 'subscription_details',
      quote_details: null,
      subscription_details: {
        subscription: subscription.id,
        metadata: {},
        ...(facts.prorationDate === null ? {} : { subscription_proration_date: facts.prorationDate }),
      },
    },
    confirmation_secret: facts.secret === null ? null : { client_secret: facts.secret, type: 'payment_intent' },
    payments: { object: 'list', data: paymentsOf(facts), has_more: false, url: '/v1/invoice_payments' },
    livemode: false,
  };
}

function paymentsOf({ id, status, unpaid, secret, total, currency }: Facts): readonly Shape[] {
  if (status === 'draft' || total === 0) return [];
  const asks = unpaid === 'authentication_required';
  const intent = {
    id: `pi_${id}`,
    object: 'payment_intent',
    amount: total,
    currency: currency.toLowerCase(),
    status: status === 'paid' ? 'succeeded' : asks ? 'requires_action' : 'requires_payment_method',
    client_secret: secret,
    last_payment_error:
      unpaid === null || asks ? null : { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline' },
  };
  const payment = { type: 'payment_intent', payment_intent: intent };
  return [{ id: `inpay_${id}`, object: 'invoice_payment', status: status === 'paid' ? 'paid' : 'open', payment }];
}

function linesOf(
  world: World,
  subscription: WorldSubscription,
  lines: readonly WorldInvoiceLine[],
  facts: Facts,
): Shape {
  const data = lines.map((line, index) => lineOf(world, subscription, line, facts, `il_${facts.id}_${index}`));
  return { object: 'list', data, has_more: false, url: `/v1/invoices/${facts.id}/lines` };
}

function lineOf(
  world: World,
  subscription: WorldSubscription,
  { kind, name, amount }: WorldInvoiceLine,
  { at, isProrated, periodEnd, currency }: Facts,
  id: string,
): Shape {
  const plan = world.plans.find((candidate) => candidate.name === name);
  const words = kind === 'credit' ? 'Unused time on' : isProrated ? 'Remaining time on' : '1 ×';
  return {
    id,
    object: 'line_item',
    amount,
    currency: currency.toLowerCase(),
    description: `${words} ${name ?? kind}`,
    quantity: subscription.quantity,
    period: { start: seconds(at), end: seconds(periodEnd) },
    pricing: plan
      ? {
          type: 'price_details',
          price_details: { product: productName(plan.id), price: priceName(plan.prices[0]?.id ?? '') },
          unit_amount_decimal: null,
        }
      : null,
    parent: {
      type: 'subscription_item_details',
      invoice_item_details: null,
      subscription_item_details: {
        subscription: subscription.id,
        subscription_item: planItemName(subscription),
        proration: isProrated && (kind === 'credit' || kind === 'charge'),
        invoice_item: null,
        proration_details: { credited_items: null },
      },
    },
  };
}
