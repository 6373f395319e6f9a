import type { ChangePlanOutcome, ReadOutcome } from '../core/outcome.js';
import { checkRedirect } from '../core/redirect.js';
import type { Subscription } from '../core/subscription.js';
import type { Call } from './call.js';
import { safeUrl } from './redact.js';

/** The canonical form of a URL that the browser may open, or null, with an event, where it may not. */
export function allowedUrl({ services, subject }: Call, url: string | null): string | null {
  if (url === null) return null;
  const verdict = checkRedirect(url, services.options.allowedRedirectOrigins);
  if (verdict.ok) return verdict.href;
  services.emit({ type: 'redirect_refused', ...subject, rule: verdict.rule, url: safeUrl(url) });
  return null;
}

/** The subscription with every link checked. */
export function withSafeUrls(call: Call, subscription: Subscription): Subscription {
  return withLinks(subscription, (url) => allowedUrl(call, url));
}

/** The subscription for somebody who may only look: each of its links leads to where something is paid or changed. */
export function withoutLinks(subscription: Subscription): Subscription {
  return withLinks(subscription, () => null);
}

function withLinks(subscription: Subscription, link: (url: string | null) => string | null): Subscription {
  const pendingChange = subscription.pendingChange && {
    ...subscription.pendingChange,
    recoveryUrl: link(subscription.pendingChange.recoveryUrl),
  };
  switch (subscription.status) {
    case 'past_due':
    case 'on_hold':
      return { ...subscription, pendingChange, recoveryUrl: link(subscription.recoveryUrl) };
    case 'pending_payment':
      return { ...subscription, pendingChange, checkoutUrl: link(subscription.checkoutUrl) };
    case 'active':
    case 'trialing':
    case 'paused':
    case 'canceled':
      return { ...subscription, pendingChange };
  }
}

/** The outcome with every link checked. A checkout that may not be opened is no checkout. */
export function withSafeOutcome(call: Call, outcome: ChangePlanOutcome): ChangePlanOutcome;
export function withSafeOutcome(call: Call, outcome: ReadOutcome): ReadOutcome;
export function withSafeOutcome(call: Call, outcome: ReadOutcome): ReadOutcome {
  switch (outcome.status) {
    case 'requires_checkout': {
      const checkoutUrl = allowedUrl(call, outcome.checkoutUrl);
      return checkoutUrl === null ? noCheckout : { ...outcome, checkoutUrl };
    }
    case 'requires_action': {
      const actionUrl = allowedUrl(call, outcome.actionUrl);
      return actionUrl === null && outcome.clientSecret === null ? noCheckout : { ...outcome, actionUrl };
    }
    case 'applied':
      return {
        ...outcome,
        subscription: withSafeUrls(call, outcome.subscription),
        invoice: outcome.invoice && { ...outcome.invoice, url: allowedUrl(call, outcome.invoice.url) },
        recoveryUrl: allowedUrl(call, outcome.recoveryUrl),
      };
    case 'pending':
      return {
        ...outcome,
        subscription: withSafeUrls(call, outcome.subscription),
        recoveryUrl: allowedUrl(call, outcome.recoveryUrl),
      };
    case 'declined':
    case 'rejected':
      return { ...outcome, recoveryUrl: allowedUrl(call, outcome.recoveryUrl) };
    case 'scheduled':
      return { ...outcome, subscription: withSafeUrls(call, outcome.subscription) };
    case 'not_changed':
      return { ...outcome, subscription: outcome.subscription && withSafeUrls(call, outcome.subscription) };
    case 'processing':
    case 'preview_stale':
    case 'unknown':
      return outcome;
  }
}

/** The outcome for somebody who may only look. What waits at a checkout waits for somebody else. */
export function withoutOutcomeLinks(outcome: ReadOutcome): ReadOutcome {
  switch (outcome.status) {
    case 'requires_checkout':
    case 'requires_action':
      return { status: 'processing' };
    case 'applied':
      return {
        ...outcome,
        subscription: withoutLinks(outcome.subscription),
        invoice: outcome.invoice && { ...outcome.invoice, url: null },
        recoveryUrl: null,
      };
    case 'pending':
      return { ...outcome, subscription: withoutLinks(outcome.subscription), recoveryUrl: null };
    case 'declined':
    case 'rejected':
      return { ...outcome, recoveryUrl: null };
    case 'scheduled':
      return { ...outcome, subscription: withoutLinks(outcome.subscription) };
    case 'not_changed':
      return { ...outcome, subscription: outcome.subscription && withoutLinks(outcome.subscription) };
    case 'processing':
    case 'preview_stale':
    case 'unknown':
      return outcome;
  }
}

const noCheckout: ChangePlanOutcome = {
  status: 'rejected',
  reason: 'checkout_unavailable',
  impact: [],
  recoveryUrl: null,
  reference: null,
};
