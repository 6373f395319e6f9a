'use client';
import { forwardRef, useState } from 'react';
import {
  ChangePlanFlowProvider,
  type AdapterProps,
  type ChangePlanHandle,
  type FlowProps,
} from '../../react/ChangePlanFlowProvider.js';
import { createLive, LiveHost } from '../shared/live.js';
import { LiveContext } from '../../react/live.js';
import { Announcer } from './Announcer.js';

export type ChangePlanProviderProps = AdapterProps | FlowProps;

/** Stands around every Planshift component of one subscription: runs its plan change, has its words and its live regions. */
export const ChangePlanProvider = forwardRef<ChangePlanHandle, ChangePlanProviderProps>(function ChangePlanProvider(
  { children, ...rest },
  ref,
) {
  const [live] = useState(createLive);
  return (
    <ChangePlanFlowProvider {...rest} ref={ref}>
      <LiveContext.Provider value={live}>
        {children}
        <Announcer />
        <LiveHost />
      </LiveContext.Provider>
    </ChangePlanFlowProvider>
  );
});
