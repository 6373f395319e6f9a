import { priceById } from '../engine/catalog.js';
import type { World, WorldEvent } from '../engine/world.js';
import { nameOfInterval } from '../wires/commet/intervals.js';
import { hexHmac } from './sign.js';
import { invoiceOf, subjectOf, type Subject } from './subject.js';
import type { WebhookVoice } from './voice.js';

const MINUTE = 60;

/** Commet: the engine's own names are its words. The signature is over the body alone; headers are not signed. */
export const commetVoice: WebhookVoice = {
  // Eight attempts in all.
  retryAfter: [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE, 240 * MINUTE],
  messageOf(event, world) {
    const subject = subjectOf(world, event);
    const isCommets = event.type.includes('.') && event.type !== 'subscription.on_hold';
    if (subject === null || !isCommets) return null;
    return {
      type: event.type,
      body: {
        id: event.id.replace(/^evt_/, 'whev_'),
        event: event.type,
        timestamp: event.at,
        organizationId: 'org_harbor',
        mode: 'sandbox',
        apiVersion: '2026-07-11',
        data: dataOf(event, world, subject),
      },
    };
  },
  async headersOf({ id, type, body, secret, seconds }) {
    return {
      'x-commet-signature': await hexHmac(secret, body),
      'x-commet-event': type,
      'x-commet-timestamp': new Date(seconds * 1000).toISOString(),
      'x-commet-event-id': id.replace(/^evt_/, 'whev_'),
    };
  },
};

function dataOf(event: WorldEvent, world: World, subject: Subject): Record<string, unknown> {
  const { subscription, plan, price } = subject;
  const base = { subscriptionId: subscription.id, customerId: subscription.customerId };
  const current = { id: plan.id, name: plan.name };
  const { data } = event;
  const billingInterval = nameOfInterval(price.interval);
  switch (event.type) {
    case 'subscription.plan_changed':
      return {
        ...base,
        previousPlan: data.previousPlan ?? current,
        currentPlan: data.currentPlan ?? current,
        billingInterval,
        credit: data.credit ?? 0,
        charge: data.charge ?? 0,
        totalCharged: data.totalCharged ?? 0,
      };
    case 'subscription.plan_change_scheduled':
    case 'subscription.plan_change_revoked': {
      const { status } = subscription;
      const other = otherPlan(event, world);
      const scheduled = event.type === 'subscription.plan_change_scheduled';
      return {
        ...base,
        status,
        currentPlan: current,
        billingInterval,
        ...(scheduled
          ? { scheduledPlan: other.plan, scheduledBillingInterval: other.interval, effectiveAt: data.effectiveAt }
          : { revokedPlan: other.plan, revokedBillingInterval: other.interval }),
      };
    }
    case 'subscription.past_due': {
      const { invoiceId, invoiceNumber } = invoiceFacts(event, world);
      return { ...base, status: subscription.status, invoiceId, invoiceNumber };
    }
    case 'payment.received':
    case 'payment.failed':
    case 'payment.recovered':
      return { ...base, ...invoiceFacts(event, world) };
    default: {
      const { status, cancellation, period, endDate } = subscription;
      return {
        ...base,
        ...data,
        status,
        planId: plan.id,
        planName: plan.name,
        name: null,
        cancelReason: cancellation?.reason ?? null,
        ...(cancellation === null ? {} : { canceledAt: cancellation.scheduledAt }),
        ...(endDate === null ? {} : { endDate }),
        ...(period === null ? {} : { currentPeriodStart: period.start, currentPeriodEnd: period.end }),
      };
    }
  }
}

function otherPlan({ data }: WorldEvent, world: World) {
  if (typeof data.priceId !== 'string') return { plan: data.scheduledPlan ?? null, interval: null };
  const { plan, price } = priceById(world, data.priceId);
  return { plan: { id: plan.id, name: plan.name }, interval: nameOfInterval(price.interval) };
}

function invoiceFacts(event: WorldEvent, world: World) {
  const invoice = invoiceOf(world, event);
  const facts = {
    invoiceId: invoice?.id ?? null,
    invoiceNumber: invoice?.number ?? null,
    invoiceTotal: invoice?.total ?? null,
  };
  if (event.type === 'payment.failed')
    return { ...facts, failureCode: 'card_declined', failureMessage: 'The card was declined.', recoveryUrl: null };
  const { total = null, currency = null } = invoice ?? {};
  return { ...facts, paymentTransactionId: null, provider: 'commet', grossAmount: total, currency, paidAt: event.at };
}
