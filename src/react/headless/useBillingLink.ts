'use client';
import type { LinkPurpose } from '../../core/adapter.js';
import { catalogOf } from '../../core/flow/state.js';
import { useScope } from '../context.js';
import { useLink, type Link } from '../useLink.js';
import { button, type Action } from './action.js';

/** A way to a page of the billing system, made when it is asked for and followed at once. */
export interface BillingLink {
  /** Whether billing has such a page, and the customer may go there. */
  readonly isAvailable: boolean;
  readonly action: Action;
  readonly isOpening: boolean;
  /** Why it did not open, in words. It is announced too. */
  readonly failure: string | null;
}

/** The billing system's customer pages, or the page where a failed payment is put right. */
export function useBillingLink(purpose: LinkPurpose): BillingLink {
  const { state } = useScope();
  const catalog = catalogOf(state);
  const link = useLink(purpose);
  const has = purpose === 'portal' ? catalog?.capabilities.portal : catalog?.capabilities.recoveryLink;
  return {
    isAvailable: Boolean(has) && catalog?.may === 'change',
    action: linkAction(link, link.say('portal.open')),
    isOpening: link.isOpening,
    failure: link.failure,
  };
}

/** The same way under another name. */
export function linkAction({ say, isOpening, open }: Link, label: string, isPrimary = false): Action {
  return isOpening ? button(say('link.opening'), null, isPrimary) : button(label, open, isPrimary);
}
