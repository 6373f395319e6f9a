'use client';
import { useMemo, useState } from 'react';
import { en } from '../../locale/en.js';
import type { Messages } from '../../locale/messages.js';
import { ChangePlanFlowProvider, type AdapterProps, type FlowProps } from '../../react/ChangePlanFlowProvider.js';
import { createLive, LiveContext, LiveHost } from '../shared/live.js';
import { Announcer } from './Announcer.js';

interface Worded {
  /** Another language, or single words of your own. What is left out is English. */
  readonly messages?: Partial<Messages>;
}

export type ChangePlanProviderProps =
  | (Omit<AdapterProps, 'messages'> & Worded)
  | (Omit<FlowProps, 'messages'> & Worded);

/** Stands around every Planshift component of one subscription: runs its plan change, has its words and its live regions. */
export function ChangePlanProvider({ messages, children, ...rest }: ChangePlanProviderProps) {
  const words = useMemo<Messages>(() => (messages ? { ...en, ...messages } : en), [messages]);
  const [live] = useState(createLive);
  return (
    <ChangePlanFlowProvider {...rest} messages={words}>
      <LiveContext.Provider value={live}>
        {children}
        <Announcer />
        <LiveHost />
      </LiveContext.Provider>
    </ChangePlanFlowProvider>
  );
}
