'use client';
import type { ReactNode } from 'react';
import { plansEn } from '../../locale/en/plans.js';
import type { PlanKey } from '../../locale/messages.js';
import { useScope } from '../../react/context.js';
import { kitOf, type Kit } from './kit.js';

export type PlanKit = Kit<ReactNode, PlanKey>;

/** The kit with the words of plans and intervals: a page that only shows plans does not load those of a change. */
export function usePlanKit(): PlanKit {
  return kitOf(useScope(), plansEn);
}
