'use client';
import { useState } from 'react';
import { ChangePlanFlowProvider, type AdapterProps, type FlowProps } from '../../react/ChangePlanFlowProvider.js';
import { createLive, LiveContext, LiveHost } from '../shared/live.js';
import { Announcer } from './Announcer.js';

export type ChangePlanProviderProps = AdapterProps | FlowProps;

/** Stands around every Planshift component of one subscription: runs its plan change, has its words and its live regions. */
export function ChangePlanProvider({ children, ...rest }: ChangePlanProviderProps) {
  const [live] = useState(createLive);
  return (
    <ChangePlanFlowProvider {...rest}>
      <LiveContext.Provider value={live}>
        {children}
        <Announcer />
        <LiveHost />
      </LiveContext.Provider>
    </ChangePlanFlowProvider>
  );
}
