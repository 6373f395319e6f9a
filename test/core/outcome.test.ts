import { describe, expect, it } from 'vitest';
import {
  ChangePlanError,
  ERROR_CODES,
  isChangePlanError,
  toChangePlanError,
  type ChangePlanErrorCode,
} from '../../src/core/errors.js';
import { isFinal, type ReadOutcome } from '../../src/core/outcome.js';
import { promisedAmount, withHonestLines } from '../../src/core/preview.js';
import { fingerprint, type Subscription } from '../../src/core/subscription.js';
import {
  aCheckoutPreview,
  aPendingChange,
  aQuote,
  aScheduledChange,
  aSubscription,
  PERIOD_END,
} from '../../src/testing/fixtures.js';
import { usd, yearly } from '../../src/testing/harbor.js';
import { errors, previews, quotes, readOutcomes } from '../states.js';

const ends: Readonly<Record<ReadOutcome['status'], boolean>> = {
  applied: true,
  scheduled: true,
  declined: true,
  rejected: true,
  preview_stale: true,
  not_changed: true,
  requires_checkout: false,
  requires_action: false,
  processing: false,
  pending: false,
  unknown: false,
};

describe('an outcome', () => {
  it.each(Object.values(readOutcomes).map((outcome) => [outcome.status, outcome] as const))(
    'that is %s ends its attempt, or does not',
    (status, outcome) => expect(isFinal(outcome)).toBe(ends[status]),
  );
});

describe('a preview', () => {
  it('keeps its lines where they add up', () => {
    for (const preview of [...Object.values(previews), ...Object.values(quotes)])
      expect(withHonestLines(preview)).toEqual({ preview, honest: true });
  });

  it('keeps its total and loses its lines where they do not add up', () => {
    const wrong = aQuote({ dueNow: usd(8451) });
    const { preview, honest } = withHonestLines(wrong);
    expect(honest).toBe(false);
    expect(preview).toEqual({ ...wrong, lines: [] });
  });

  it('loses lines in another currency than its total', () => {
    const euros = aQuote({ dueNow: { amount: 8450, currency: 'EUR' } });
    expect(withHonestLines(euros).honest).toBe(false);
  });

  it('promises an amount only where it names one', () => {
    expect(promisedAmount(aQuote())).toEqual(usd(8450));
    expect(promisedAmount(aCheckoutPreview({ dueNow: null }))).toBeNull();
    for (const status of ['scheduled', 'blocked', 'unavailable'] as const)
      expect(promisedAmount(previews[status])).toBeNull();
  });
});

describe('the fingerprint of a subscription', () => {
  const held = aSubscription();
  const moved: Readonly<Record<string, Subscription>> = {
    'another subscription': aSubscription({ id: 'sub_other' }),
    'another status': aSubscription({}, { status: 'paused' }),
    'another plan': aSubscription({ planId: 'plan_pro' }),
    'another price': aSubscription({ priceId: 'price_starter_yearly' }),
    'another quantity': aSubscription({ quantity: 2 }),
    'another period': aSubscription({ currentPeriod: { start: PERIOD_END, end: '2026-06-01T00:00:00.000Z' } }),
    'a scheduled change': aSubscription({ scheduledChange: aScheduledChange() }),
    'a pending change': aSubscription({ pendingChange: aPendingChange() }),
    'an add-on': aSubscription({ addons: [{ addonId: 'addon_storage', name: 'Extra storage', quantity: 1 }] }),
    'a discount': aSubscription({ discounts: [{ code: 'SPRING', name: null, endsAt: null }] }),
    'a cancellation': aSubscription({ cancellation: { effectiveAt: PERIOD_END, undoable: true } }),
  };

  it.each(Object.entries(moved))('is another with %s', (_, other) =>
    expect(fingerprint(other)).not.toBe(fingerprint(held)),
  );

  it('is another where a scheduled change leads elsewhere', () => {
    const to = (changes: Parameters<typeof aScheduledChange>[0]) =>
      fingerprint(aSubscription({ scheduledChange: aScheduledChange(changes) }));
    expect(new Set([to({}), to({ priceId: 'x' }), to({ planId: 'y' }), to({ effectiveAt: '2026-07-01' })]).size).toBe(
      4,
    );
  });

  it('is the same over what no quote depends on', () => {
    const same = aSubscription({ planName: 'Einstieg', interval: yearly, paymentMethod: null });
    expect(fingerprint(same)).toBe(fingerprint(held));
    expect(fingerprint(null)).not.toBe(fingerprint(held));
  });
});

describe('an error', () => {
  it.each([
    ['invalid_request', 400, false],
    ['unauthorized', 401, false],
    ['forbidden', 403, false],
    ['origin_refused', 403, false],
    ['not_found', 404, false],
    ['request_timeout', 408, true],
    ['subscription_not_found', 404, false],
    ['subscription_ambiguous', 409, false],
    ['change_in_progress', 409, true],
    ['payload_too_large', 413, false],
    ['unsupported_media_type', 415, false],
    ['unknown_price', 422, false],
    ['not_allowed', 422, false],
    ['rate_limited', 429, true],
    ['internal', 500, false],
    ['misconfigured', 500, false],
    ['provider_unavailable', 502, true],
    ['unreadable_answer', 502, false],
    ['network', 503, true],
    ['offline', 503, true],
  ] as const)('%s is HTTP %i, and may be sent again: %s', (code, http, retryable) =>
    expect(ERROR_CODES[code]).toEqual({ http, retryable }),
  );

  it('of no other code exists', () => expect(Object.keys(errors).sort()).toEqual(Object.keys(ERROR_CODES).sort()));

  it.each(Object.values(errors).map((error) => [error.code, error] as const))(
    '%s knows whether to try again',
    (code, error) => expect(error.retryable).toBe(ERROR_CODES[code].retryable),
  );

  it('carries the reference and the wait it was given, or null', () => {
    const told = new ChangePlanError('rate_limited', 'Wait.', { reference: 'req_1', retryAfterMs: 500 });
    expect(told).toMatchObject({ reference: 'req_1', retryAfterMs: 500 });
    expect(new ChangePlanError('network', 'No answer.')).toMatchObject({ reference: null, retryAfterMs: null });
    expect(new ChangePlanError('network', 'No answer.')).not.toHaveProperty('cause');
  });

  it('is assumed to have been sent, since what may have happened is read and not repeated', () => {
    expect(new ChangePlanError('network', 'No answer.').sent).toBe(true);
    expect(new ChangePlanError('offline', 'No network.', { sent: false }).sent).toBe(false);
  });

  it('is known across copies of the package', () => {
    const other = Object.assign(new Error('from another copy'), { name: 'ChangePlanError', code: 'network' });
    expect(isChangePlanError(other)).toBe(true);
    expect(isChangePlanError({ name: 'ChangePlanError', code: 'network' })).toBe(false);
    expect(isChangePlanError(new Error('no'))).toBe(false);
  });

  it('is what anything thrown becomes, with its cause and without its words', () => {
    const thrown = new TypeError('sk_live_1 is wrong');
    const error = toChangePlanError(thrown);
    expect(error.code satisfies ChangePlanErrorCode).toBe('internal');
    expect(error.cause).toBe(thrown);
    expect(error.message).not.toContain('sk_live');
    expect(toChangePlanError(error)).toBe(error);
  });
});
