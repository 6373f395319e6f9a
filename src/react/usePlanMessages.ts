'use client';
import { useMemo } from 'react';
import { plansEn } from '../locale/en/plans.js';
import { createSay, type PlanSay } from '../locale/words.js';
import { useScope } from './context.js';

/** The words of plans and intervals alone: a page that only shows plans does not load those of a change. */
export function usePlanMessages(): { readonly say: PlanSay } {
  const { given, format } = useScope();
  return useMemo(() => ({ say: createSay(plansEn, given, format) }), [given, format]);
}
