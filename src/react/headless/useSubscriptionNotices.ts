'use client';
import type { Catalog } from '../../core/adapter.js';
import type { Kit } from '../kit.js';
import { useLink, type Link } from '../useLink.js';
import { isUnpaid, paymentUrl } from '../words/payment.js';
import type { Tone } from '../words/statusView.js';
import { wayToPay } from '../words/wayToPay.js';
import { link, type Action } from './action.js';
import { linkAction } from './useBillingLink.js';
import { useTextKit } from './useTextKit.js';

/** Something about the subscription that a customer has to know. */
export interface SubscriptionNotice {
  /** `payment`: one is missing. `pending`: a change waits. `state`: it is paused, or has ended. */
  readonly kind: 'payment' | 'pending' | 'state';
  readonly tone: Tone;
  readonly title: string | null;
  readonly text: string;
  /** The one way to put it right; null where there is none. */
  readonly action: Action | null;
  /** Why that way did not open. */
  readonly failure: string | null;
}

/** A payment that is missing, a change that waits, a subscription that rests. Empty when all is well. */
export function useSubscriptionNotices(): readonly SubscriptionNotice[] {
  const kit = useTextKit();
  const links = { recovery: useLink('recovery'), portal: useLink('portal') };
  const { catalog } = kit;
  if (catalog === null) return [];
  return [paymentNotice(kit, catalog, links), pendingNotice(kit, catalog, links), stateNotice(kit, catalog)].filter(
    (notice) => notice !== null,
  );
}

type Links = Readonly<Record<'recovery' | 'portal', Link>>;

function way(
  { say }: Kit<string>,
  catalog: Catalog,
  links: Links,
  url: string | null,
  label: 'act.pay' | 'act.payMethod',
): Pick<SubscriptionNotice, 'action' | 'failure'> {
  const found = wayToPay(catalog, url);
  if (found === null) return { action: null, failure: null };
  if ('href' in found) return { action: link(say(found.isSupport ? 'act.support' : label), found.href), failure: null };
  const made = links[found.purpose];
  const words = say(found.purpose === 'recovery' ? label : 'act.resolve');
  return { action: linkAction(made, words), failure: made.failure };
}

function paymentNotice(kit: Kit<string>, catalog: Catalog, links: Links): SubscriptionNotice | null {
  const held = catalog.subscription;
  if (!isUnpaid(held)) return null;
  const isFirst = held.status === 'pending_payment';
  return {
    kind: 'payment',
    tone: isFirst ? 'warn' : 'danger',
    title: null,
    text: kit.say(`sub.${held.status}`, { plan: held.planName }),
    ...way(kit, catalog, links, paymentUrl(held, catalog), isFirst ? 'act.pay' : 'act.payMethod'),
  };
}

function pendingNotice(kit: Kit<string>, catalog: Catalog, links: Links): SubscriptionNotice | null {
  const { say } = kit;
  const held = catalog.subscription;
  if (!held?.pendingChange) return null;
  const { reason, planName, recoveryUrl } = held.pendingChange;
  return {
    kind: 'pending',
    tone: 'warn',
    title: say(`pending.${reason}`, { plan: planName ?? say('notice.yourPlan') }),
    text: say('out.pendingText', { plan: held.planName }),
    ...(reason === 'payment' ? way(kit, catalog, links, recoveryUrl, 'act.pay') : { action: null, failure: null }),
  };
}

function stateNotice({ say }: Kit<string>, { subscription: held }: Catalog): SubscriptionNotice | null {
  if (held?.status !== 'paused' && held?.status !== 'canceled') return null;
  const text = say(`sub.${held.status}`, { plan: held.planName });
  return { kind: 'state', tone: 'info', title: null, text, action: null, failure: null };
}
