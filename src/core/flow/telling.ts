import type { Act, PlanFlow } from './createPlanFlow.js';
import { stepBetween, viewOf, type ComingStep, type TakenStep } from './funnel.js';

/** What can be done about a step that is about to be taken. */
export interface Preventable {
  /**
   * The step is not taken, and nothing is sent: a price is not chosen, a change is not made, the page is not left. Counts
   * only while the listener runs; take the step yourself later, if you ask somebody first.
   */
  readonly preventDefault: () => void;
  /** Whether this listener, or one before it, prevented the step. */
  readonly defaultPrevented: boolean;
}

/** A step of a customer through a plan change: no ids of people, no tokens, no text. Switch on `type`. */
export type PlanEvent = TakenStep | PreventableEvent;

/** A step that has not happened yet and can be prevented. */
export type PreventableEvent = ComingStep & Preventable;

export type PlanEventListener = (event: PlanEvent) => void;

export interface TellActs {
  /** Hears of every step from now on, and of the plans that are shown already. Returns what ends it. A listener that throws stops nothing. */
  readonly onEvent: (listener: PlanEventListener) => () => void;
}

/** The way through a plan change, told to the host step by step. */
export const telling: Act<TellActs> = ({ getState }) => {
  const listeners = new Set<PlanEventListener>();
  let isViewed = false;

  function tell(event: PlanEvent): void {
    for (const listener of [...listeners]) {
      if (event.type === 'viewed') isViewed = true;
      try {
        listener(event);
      } catch {
        // A host's analytics must not stop a payment.
      }
    }
  }

  function allows(step: ComingStep): boolean {
    let isPrevented = false;
    tell({
      ...step,
      preventDefault: () => void (isPrevented = true),
      get defaultPrevented() {
        return isPrevented;
      },
    });
    return !isPrevented;
  }

  return {
    rules: {},
    allows,
    moved(before, now) {
      const step = stepBetween(before, now);
      if (step) tell(step);
    },
    acts: {
      onEvent(listener) {
        listeners.add(listener);
        const view = isViewed ? null : viewOf(getState());
        if (view) tell(view);
        return () => void listeners.delete(listener);
      },
    },
  };
};

/** A flow that tells what happens: a host's own does from the start. */
export function withEvents(flow: PlanFlow | TellActs): TellActs {
  return 'with' in flow ? flow.with(telling) : flow;
}
