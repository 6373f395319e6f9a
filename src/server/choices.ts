import type { Capabilities, Selection } from '../core/adapter.js';
import { ChangePlanError } from '../core/errors.js';
import { record } from '../core/wire/decoder.js';
import type { AcceptedChoices } from './options.js';

const IDENTITY = ['subscriptionId', 'customerId', 'workspaceId', 'actor', 'organizationId'] as const;

/** Leaves out what names a customer or subscription: the session alone says that. The names found are told. */
export function withoutIdentity(body: unknown): { readonly body: unknown; readonly ignored: readonly string[] } {
  const all = record(body, 'The body');
  const ignored = IDENTITY.filter((key) => Object.hasOwn(all, key));
  const kept = Object.entries(all).filter(([key]) => !ignored.some((name) => name === key));
  return { body: Object.fromEntries(kept), ignored };
}

/** Refuses every choice that the host has not allowed by name. */
export function checkChoices(selection: Selection, returnTo: string | null, accept: AcceptedChoices): void {
  const made: readonly [keyof AcceptedChoices, boolean][] = [
    ['quantity', selection.quantity !== undefined],
    ['addons', selection.addons !== undefined && selection.addons.intent !== 'keep'],
    ['discountCodes', selection.discountCodes !== undefined && selection.discountCodes.intent !== 'keep'],
    ['effectiveAt', selection.effectiveAt !== undefined],
    ['returnTo', returnTo !== null],
  ];
  for (const [name, isMade] of made) if (isMade) checkAccepted(name, accept);
}

/** Refuses what the host has not allowed by name. */
export function checkAccepted(name: keyof AcceptedChoices, accept: AcceptedChoices): void {
  if (accept[name] === true) return;
  throw new ChangePlanError('not_allowed', `${name} is not accepted here: the host has not allowed it.`, {
    sent: false,
  });
}

/** What the billing system can do, less what the host has not allowed: no button may lead to a refusal. */
export function acceptedCapabilities(able: Capabilities, accept: AcceptedChoices): Capabilities {
  return {
    ...able,
    chooseTiming: able.chooseTiming && accept.effectiveAt === true,
    quantity: able.quantity && accept.quantity === true,
    addons: able.addons && accept.addons === true,
    discounts: able.discounts && accept.discountCodes === true,
    cancel: able.cancel && accept.cancel === true,
    cancelNow: able.cancelNow && accept.cancelNow === true,
    topUp: able.topUp && accept.topUp === true,
    portal: able.portal && accept.portal === true,
  };
}
