'use client';
import type { ChangingFlow } from '../../core/flow/withChanges.js';
import { withChanges } from '../../core/flow/withChanges.js';
import { changesEn } from '../../locale/en/changes.js';
import { plansEn } from '../../locale/en/plans.js';
import type { ChangeKey } from '../../locale/messages.js';
import { useScope } from '../context.js';
import { textKit, type Kit, type PlanKit } from '../kit.js';

/** The kit that makes text, with the words and acts of a change. */
export function useTextKit(): Kit<string, ChangeKey, ChangingFlow> {
  const scope = useScope();
  return textKit(scope, withChanges(scope.flow), changesEn);
}

/** The kit that makes text, with the words and acts of choosing. */
export function usePlanTextKit(): PlanKit<string> {
  const scope = useScope();
  return textKit(scope, scope.flow, plansEn);
}
