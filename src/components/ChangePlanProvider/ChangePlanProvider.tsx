'use client';
import { forwardRef, useState } from 'react';
import {
  ChangePlanFlowProvider,
  type AdapterProps,
  type ChangePlanHandle,
  type FlowProps,
} from '../../react/ChangePlanFlowProvider.js';
import { createLive, LiveHost } from '../shared/live.js';
import { PartsContext, type PartOptions } from '../shared/parts.js';
import { LiveContext } from '../../react/live.js';
import { Announcer } from './Announcer.js';

interface DrawingProps {
  /**
   * Buttons, links, fields, headings, notices and icons as your design system draws them, in every part inside:
   * `parts={{ button: <MyButton size="small" />, input: 'my-input' }}`. Keep the object over renders. Default: the kit's own.
   */
  readonly parts?: PartOptions;
}

export type ChangePlanProviderProps = (AdapterProps | FlowProps) & DrawingProps;

const OWN: PartOptions = {};

/** Stands around every Planshift component of one subscription: runs its plan change, has its words and its live regions. */
export const ChangePlanProvider = forwardRef<ChangePlanHandle, ChangePlanProviderProps>(function ChangePlanProvider(
  { children, parts = OWN, ...rest },
  ref,
) {
  const [live] = useState(createLive);
  return (
    <ChangePlanFlowProvider {...rest} ref={ref}>
      <LiveContext.Provider value={live}>
        <PartsContext.Provider value={parts}>{children}</PartsContext.Provider>
        <Announcer />
        <LiveHost />
      </LiveContext.Provider>
    </ChangePlanFlowProvider>
  );
});
