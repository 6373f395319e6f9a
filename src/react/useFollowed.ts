'use client';
import { useEffect } from 'react';
import { choiceOf } from '../core/flow/state.js';
import type { BillingInterval } from '../core/plan.js';
import type { PlanKit } from './kit.js';

type Choosing = Pick<PlanKit, 'flow' | 'state' | 'catalog'>;

/** A choice has one place, and that is the flow: what the host says is told to it. */
export function useFollowedInterval(
  { flow, state }: Choosing,
  { interval, intervalCount }: Partial<BillingInterval> = {},
  chosen: BillingInterval | null,
): void {
  const isThere = interval === chosen?.interval && intervalCount === chosen?.intervalCount;
  useEffect(() => {
    if (interval && intervalCount && !isThere) flow.chooseInterval({ interval, intervalCount });
  }, [flow, interval, intervalCount, isThere, state.status]);
}

/** The same for the price: null for the one that is held, left out where the flow decides. */
export function useFollowedPrice({ flow, state, catalog }: Choosing, priceId: string | null | undefined): void {
  const wanted = priceId === null ? (catalog?.subscription?.priceId ?? undefined) : priceId;
  const isThere = (priceId ?? undefined) === choiceOf(state)?.selection?.priceId;
  useEffect(() => {
    if (wanted !== undefined && !isThere) flow.choosePrice({ priceId: wanted });
  }, [flow, wanted, isThere, state.status]);
}
