'use client';
import { createContext, useContext } from 'react';
import type { ChangePlanFlow } from '../core/flow/createChangePlanFlow.js';
import type { PlanFlow } from '../core/flow/createPlanFlow.js';
import type { FlowState } from '../core/flow/state.js';
import type { Format } from '../locale/format.js';
import type { Messages } from '../locale/messages.js';

/** The provider's own flow, to which parts bring what they can do, or one of the host with everything. */
export type ScopeFlow = PlanFlow | ChangePlanFlow;

/** What every part of the kit reads. */
export interface ChangePlanScope {
  readonly flow: ScopeFlow;
  readonly state: FlowState;
  /** Words that go before the English ones. */
  readonly given: Partial<Messages>;
  readonly format: Format;
  /** What the outermost element of each part says of its words, where a provider was given a language: the page may have another. */
  readonly root: { readonly lang: string; readonly dir: 'ltr' | 'rtl' } | undefined;
  /** Whether a change may be confirmed whose price billing cannot say. */
  readonly allowWithoutPreview: boolean;
}

export const ScopeContext = createContext<ChangePlanScope | null>(null);

/** @throws Error where no provider stands above: there is nothing to show then, and no way to guess. */
export function useScope(): ChangePlanScope {
  const scope = useContext(ScopeContext);
  if (scope === null)
    throw new Error(
      'A Planshift component stands outside of <ChangePlanProvider>. Put one with its adapter around all of them.',
    );
  return scope;
}
