import * as kit from 'planshift/core';

// What the API answers to GET /account, PUT /account/plan and GET /account/changes/:key.
type Account = { id: string; plan: string; renewsAt: string; plans: { id: string; name: string; cents: number }[] };
type Change = { state: 'done' | 'card_declined' };

export const capabilities: kit.Capabilities = { ...kit.NO_CAPABILITIES, idempotentChange: true };
const interval = { interval: 'month', intervalCount: 1 } as const;

function plansOf({ plans }: Account): kit.Plan[] {
  return plans.map(({ id, name, cents }, order) =>
    kit.plainPlan({ id, name, order, prices: [kit.plainPrice({ id, interval, amount: kit.money(cents, 'USD') })] }),
  );
}

function subscriptionOf(account: Account): kit.Subscription {
  const { id, plan: priceId, renewsAt: nextBillingDate } = account;
  return kit.plainSubscription(plansOf(account), { id, priceId, nextBillingDate, currency: 'USD' });
}

/** A billing API that changes plans and cannot say before what it will charge. The page sets `allowWithoutPreview`. */
export function restAdapter(root: string, ask: typeof fetch = fetch): kit.BillingAdapter {
  async function call<T>(path: string, signal: AbortSignal, init: RequestInit = {}): Promise<T | null> {
    const answer = await ask(`${root}${path}`, { ...init, signal }).catch((cause: unknown) => {
      signal.throwIfAborted();
      throw new kit.ChangePlanError('network', 'The billing API did not answer.', { cause });
    });
    if (answer.status === 404) return null;
    if (answer.status === 401) throw new kit.ChangePlanError('unauthorized', 'Nobody is signed in.');
    if (!answer.ok) throw new kit.ChangePlanError('provider_unavailable', `The API answered ${answer.status}.`);
    return (await answer.json()) as T; // our own API
  }

  async function account(signal: AbortSignal): Promise<Account> {
    const found = await call<Account>('/account', signal);
    if (!found) throw new kit.ChangePlanError('subscription_not_found', 'There is no account.');
    return found;
  }

  // No amount due is shown, since none is known: only what the catalog says will renew.
  async function preview({ priceId, ...more }: kit.Selection, signal: AbortSignal): Promise<kit.PreviewOutcome> {
    if (Object.keys(more).length > 0)
      throw new kit.ChangePlanError('not_allowed', 'Only the plan can be chosen.', { sent: false });
    const held = await account(signal);
    const plans = plansOf(held);
    const [from, to] = [kit.findPrice(plans, held.plan), kit.findPrice(plans, priceId)];
    const change = kit.changeBetween(plans, held.plan, priceId);
    if (!change || !to?.price.amount)
      throw new kit.ChangePlanError('unknown_price', 'This is not sold.', { sent: false });
    const about = {
      subscription: subscriptionOf(held),
      from: from?.plan ?? null,
      to: to.plan,
      when: 'immediately',
    } as const;
    const impact = kit.impactOf(about);
    if (held.plan === priceId) return { status: 'blocked', reason: 'no_change', change, impact, recoveryUrl: null };
    const recurring = { amount: to.price.amount, interval };
    const confirmable = { token: `${held.plan}:${priceId}`, validForMs: 600_000, change, impact };
    return { status: 'unavailable', ...confirmable, recurring, effectiveAt: null };
  }

  async function outcome({ state }: Change, signal: AbortSignal): Promise<kit.ChangePlanOutcome> {
    if (state === 'card_declined') return { status: 'declined', reason: state, recoveryUrl: null, reference: null };
    const subscription = subscriptionOf(await account(signal));
    const unsaid = { amountCharged: null, difference: null, invoice: null, recoveryUrl: null };
    return { status: 'applied', payment: 'paid', subscription, ...unsaid };
  }

  return {
    async getCatalog(_, signal) {
      const held = await account(signal);
      const known = { plans: plansOf(held), subscription: subscriptionOf(held), capabilities };
      return kit.plainCatalog({ ...known, scopeKey: held.id });
    },
    previewChangePlan: ({ selection }, signal) => preview(selection, signal),
    // The API keeps what it did under each key, so asking for it and sending it again are both safe.
    async changePlan({ selection, token, idempotencyKey }, signal) {
      const now = await preview(selection, signal);
      const made = await call<Change>(`/account/changes/${idempotencyKey}`, signal);
      if (made) return outcome(made, signal);
      if (now.status === 'blocked' || now.token !== token)
        return { status: 'preview_stale', reason: 'subscription_changed', shown: null, preview: now };
      const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
      const body = JSON.stringify({ plan: selection.priceId });
      const answer = await call<Change>('/account/plan', signal, { method: 'PUT', headers, body });
      return answer ? outcome(answer, signal) : { status: 'unknown', reference: null };
    },
    async readChange({ idempotencyKey }, signal) {
      const made = await call<Change>(`/account/changes/${idempotencyKey}`, signal);
      if (made) return outcome(made, signal);
      return { status: 'not_changed', reason: 'not_received', subscription: subscriptionOf(await account(signal)) };
    },
    async cancelScheduledChange(_, signal) {
      signal.throwIfAborted();
      return { status: 'rejected', reason: 'not_supported', subscription: null };
    },
  };
}
