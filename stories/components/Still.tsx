import { useMemo, type ReactNode } from 'react';
import { useLanguage } from '../frame/language.js';
import { ChangePlanProvider, type ChangePlanFlow, type FlowState, type PartOptions } from 'planshift';

const nothing = () => {};

/** A flow that stands still, to look at one state for as long as one likes. */
function stillFlow(state: FlowState): ChangePlanFlow {
  return {
    getState: () => state,
    subscribe: () => nothing,
    start: nothing,
    dispose: nothing,
    chooseInterval: nothing,
    chooseCurrency: nothing,
    choosePrice: nothing,
    review: nothing,
    leaveReview: nothing,
    confirm: nothing,
    acknowledge: nothing,
    continueCheckout: nothing,
    abandonCheckout: nothing,
    check: nothing,
    undo: nothing,
    reload: nothing,
    cancel: nothing,
    topUp: nothing,
    openLink: () => new Promise(() => {}),
    onEvent: () => nothing,
  };
}

export interface StillProps {
  readonly state: FlowState;
  readonly children?: ReactNode;
  readonly allowWithoutPreview?: boolean;
  readonly parts?: PartOptions;
}

/** The provider with a state given by hand. */
export function Still({ state, children, allowWithoutPreview = false, parts }: StillProps) {
  const flow = useMemo(() => stillFlow(state), [state]);
  const language = useLanguage();
  return (
    <main>
      <h1 style={{ fontSize: '1.25rem', margin: '0 0 1rem' }}>Plan and billing</h1>
      <ChangePlanProvider
        flow={flow}
        language={language}
        timeZone="UTC"
        allowWithoutPreview={allowWithoutPreview}
        {...(parts && { parts })}
      >
        {children}
      </ChangePlanProvider>
    </main>
  );
}
