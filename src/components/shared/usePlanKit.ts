'use client';
import type { ReactNode } from 'react';
import { plansEn } from '../../locale/en/plans.js';
import type { PlanKey } from '../../locale/messages.js';
import { useScope, type ScopeFlow } from '../../react/context.js';
import { kitOf, type Kit } from './kit.js';

export type PlanKit = Kit<ReactNode, PlanKey, ScopeFlow>;

/** The kit with the words and acts of choosing: a page that only shows plans does not load those of a change. */
export function usePlanKit(): PlanKit {
  const scope = useScope();
  return kitOf(scope, scope.flow, plansEn);
}
