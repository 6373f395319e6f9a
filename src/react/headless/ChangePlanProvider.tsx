'use client';
import { forwardRef, useState } from 'react';
import { plansEn } from '../../locale/en/plans.js';
import {
  ChangePlanFlowProvider,
  type AdapterProps,
  type ChangePlanHandle,
  type FlowProps,
} from '../ChangePlanFlowProvider.js';
import { useScope } from '../context.js';
import { textKit } from '../kit.js';
import { LiveContext } from '../live.js';
import { useAnnounced } from '../useAnnounced.js';
import { planAnnouncementOf } from '../words/planAnnouncement.js';
import { createVoice, VoiceContext } from './voice.js';

export type HeadlessProviderProps = AdapterProps | FlowProps;

/** Runs one plan change for the hooks inside, and keeps what is to be read out for `useAnnouncements`. Draws nothing. */
export const ChangePlanProvider = forwardRef<ChangePlanHandle, HeadlessProviderProps>(function ChangePlanProvider(
  { children, ...rest },
  ref,
) {
  const [voice] = useState(createVoice);
  return (
    <ChangePlanFlowProvider {...rest} ref={ref}>
      <VoiceContext.Provider value={voice}>
        <LiveContext.Provider value={voice}>
          {children}
          <Announcer />
        </LiveContext.Provider>
      </VoiceContext.Provider>
    </ChangePlanFlowProvider>
  );
});

const always = () => true;

/** Tells of the plans: what a change says of itself is told by the hooks that show it. */
function Announcer(): null {
  const scope = useScope();
  const kit = textKit(scope, scope.flow, plansEn);
  useAnnounced((before, now) => planAnnouncementOf(before, now, kit), always);
  return null;
}
