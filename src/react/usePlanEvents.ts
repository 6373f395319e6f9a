'use client';
import { useEffect } from 'react';
import { withEvents, type PlanEventListener } from '../core/flow/telling.js';
import { useScope } from './context.js';
import { useLatest } from './useLatest.js';

/**
 * Hears of every step of a customer through the plan change of the provider above: `viewed`, `chosen`, `previewed`,
 * `confirmed`, `redirected`, `returned`, `applied` and `failed` with its reason. No event holds ids of people, tokens or text.
 * `chosen`, `confirmed` and `redirected` come before anything is kept or sent, and can be prevented.
 *
 * ```tsx
 * usePlanEvents((event) => {
 *   track(event.type, 'priceId' in event ? event.priceId : null);
 *   if (event.type === 'confirmed' && !termsAreAccepted) event.preventDefault();
 * });
 * ```
 */
export function usePlanEvents(listener: PlanEventListener): void {
  const { flow } = useScope();
  const latest = useLatest(listener);
  useEffect(() => withEvents(flow).onEvent((event) => latest.current(event)), [flow, latest]);
}
