import type Database from 'libsql';
import * as kit from 'planshift/core';
import type { Provider } from 'planshift/server';

// What is sold, smallest first, and what this billing can do. Whatever is not claimed has no button.
const interval = { interval: 'month', intervalCount: 1 } as const;
const plan = (id: string, name: string, order: number, cents: number) =>
  kit.plainPlan({ id, name, order, prices: [kit.plainPrice({ id, interval, amount: kit.money(cents, 'USD') })] });
export const plans = [
  plan('team', 'Team', 1, 2900),
  plan('growth', 'Growth', 2, 9900),
  plan('scale', 'Scale', 3, 29900),
];
export const capabilities: kit.Capabilities = {
  ...kit.NO_CAPABILITIES,
  preview: true,
  undoScheduledChange: true,
  replaceScheduledChange: true,
  idempotentChange: true,
};

// The key of a change is its primary key: one key, one effect.
export const TABLES = `
  CREATE TABLE subscription (id TEXT PRIMARY KEY, price TEXT, paid_until TEXT, next_price TEXT, next_id TEXT);
  CREATE TABLE change (key TEXT PRIMARY KEY, subscription TEXT, price TEXT, cents INTEGER);`;
type Row = { price: string; paid_until: string; next_price: string | null; next_id: string | null };
type Made = { cents: number | null };

/** An upgrade is invoiced at once with the difference of the prices; a downgrade waits for the end of the paid time. */
export function ownBilling(db: Database.Database): Provider {
  return ({ subscriptionId: id }) => {
    const row = () => db.prepare('SELECT * FROM subscription WHERE id = ?').get(id) as Row; // as TABLES says
    const made = (key: string) => db.prepare('SELECT cents FROM change WHERE key = ?').get(key) as Made | undefined;

    function subscription(): kit.Subscription {
      const { price, paid_until: end, next_price: next, next_id: nextId } = row();
      const to = kit.findPrice(plans, next);
      const target = to && { planId: to.plan.id, planName: to.plan.name, priceId: next, interval };
      const fate = { effectiveAt: end, paidUntil: null, undoable: true, replaceable: true };
      const scheduledChange = target && nextId ? { id: nextId, ...target, ...fate } : null;
      const facts = { id: id ?? '', currency: 'USD', priceId: price, nextBillingDate: end, scheduledChange };
      return kit.plainSubscription(plans, facts);
    }

    function preview({ priceId, ...more }: kit.Selection): kit.PreviewOutcome {
      if (Object.keys(more).length > 0)
        throw new kit.ChangePlanError('not_allowed', 'Only the price can be chosen.', { sent: false });
      const [from, to] = [kit.findPrice(plans, row().price), kit.findPrice(plans, priceId)];
      const change = kit.changeBetween(plans, row().price, priceId);
      if (!change || !to?.price.amount)
        throw new kit.ChangePlanError('unknown_price', 'This is not sold.', { sent: false });
      const cents = to.price.amount.amount - (from?.price.amount?.amount ?? 0);
      const when = cents < 0 ? 'later' : 'immediately';
      const impact = kit.impactOf({ subscription: subscription(), from: from?.plan ?? null, to: to.plan, when });
      if (cents === 0) return { status: 'blocked', reason: 'no_change', change, impact, recoveryUrl: null };
      const recurring = { amount: to.price.amount, interval };
      const onward = { nextInvoice: null, recurring, paymentMethod: null };
      const shown = { token: `${row().price}:${priceId}`, validForMs: 600_000, change, impact, ...onward };
      if (cents < 0) return { ...shown, status: 'scheduled', effectiveAt: row().paid_until, paidUntil: null };
      const terms = { certainty: 'exact', excludes: [], lines: [], creditAfter: null, creditAdded: null } as const;
      const effectiveAt = new Date().toISOString();
      return { ...shown, ...terms, status: 'quote', dueNow: kit.money(cents, 'USD'), effectiveAt };
    }

    // `pending`: the invoice was written and will be paid. A card would be charged here, with the same key.
    function outcome({ cents }: Made): kit.ChangePlanOutcome {
      const now = subscription();
      if (cents === null) return { status: 'scheduled', effectiveAt: row().paid_until, subscription: now, impact: [] };
      const paid = { payment: 'pending', amountCharged: kit.money(cents, 'USD'), difference: null } as const;
      return { status: 'applied', ...paid, subscription: now, invoice: null, recoveryUrl: null };
    }

    // One transaction: of two with the same key, the second finds the first one's row.
    const change = db.transaction((key: string, { selection, token, expected }: kit.ChangePlanRequest) => {
      const before = made(key);
      if (before) return outcome(before);
      const now = preview(selection);
      const amount = kit.promisedAmount(now);
      if (now.status === 'blocked' || now.token !== token || !kit.sameMoney(amount, expected))
        return { status: 'preview_stale', reason: 'amount_changed', shown: expected, preview: now } as const;
      const cents = amount && amount.amount;
      const [to, next, nextId] =
        cents === null ? [row().price, selection.priceId, key] : [selection.priceId, null, null];
      db.prepare('UPDATE subscription SET price = ?, next_price = ?, next_id = ? WHERE id = ?').run(
        to,
        next,
        nextId,
        id,
      );
      db.prepare('INSERT INTO change VALUES (?, ?, ?, ?)').run(key, id, selection.priceId, cents);
      return outcome({ cents });
    });

    return {
      getCatalog: async () => kit.plainCatalog({ plans, subscription: subscription(), capabilities }),
      previewChangePlan: async ({ selection }) => preview(selection),
      changePlan: async (request) => change(request.idempotencyKey, request),
      async readChange({ idempotencyKey }) {
        const found = made(idempotencyKey);
        return found ? outcome(found) : { status: 'not_changed', reason: 'not_received', subscription: subscription() };
      },
      async cancelScheduledChange({ scheduledChangeId }) {
        const undo = 'UPDATE subscription SET next_price = NULL, next_id = NULL WHERE id = ? AND next_id = ?';
        const isUndone = db.prepare(undo).run(id, scheduledChangeId).changes > 0;
        if (isUndone) return { status: 'undone', subscription: subscription() };
        return { status: 'rejected', reason: 'nothing_scheduled', subscription: subscription() };
      },
    };
  };
}
