'use client';
import { withCare, type CareActs } from '../core/flow/withCare.js';
import { useScope } from './context.js';
import { factsOf, type ChangePlanApi } from './useChangePlan.js';

/** Everything of `useChangePlan`, and the rest of the subscription's life: its end, its credit, and the ways to billing's own pages. */
export interface SubscriptionCareApi extends ChangePlanApi, CareActs {}

/** Reads the subscription of the provider above, and takes care of it. A page that does not use this does not load it. */
export function useSubscriptionCare(): SubscriptionCareApi {
  const scope = useScope();
  return { ...withCare(scope.flow), ...factsOf(scope) };
}
