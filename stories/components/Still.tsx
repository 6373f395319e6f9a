import { useMemo, type ReactNode } from 'react';
import { useLanguage } from '../frame/language.js';
import { stillFlow } from '../frame/stillFlow.js';
import { ChangePlanProvider, type FlowState, type PartOptions } from 'planshift';

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
