'use client';
import { plansEn } from '../../locale/en/plans.js';
import { useScope } from '../../react/context.js';
import type { PlanKit } from '../../react/kit.js';
import { kitOf } from './kit.js';

/** The kit with the words and acts of choosing: a page that only shows plans does not load those of a change. */
export function usePlanKit(): PlanKit {
  const scope = useScope();
  return kitOf(scope, scope.flow, plansEn);
}
