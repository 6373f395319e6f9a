'use client';
import type { ReactNode } from 'react';
import { canceling, type CancelActs } from '../../core/flow/canceling.js';
import { changing } from '../../core/flow/changing.js';
import { undoing } from '../../core/flow/undoing.js';
import type { ChangingFlow } from '../../core/flow/withChanges.js';
import { en } from '../../locale/en.js';
import type { MessageKey } from '../../locale/messages.js';
import { useScope } from '../../react/context.js';
import { kitOf, type Kit } from '../shared/kit.js';

export type CancelKit<T = ReactNode> = Kit<T, MessageKey, ChangingFlow & CancelActs>;

/** The kit with the words and the act of ending a subscription. */
export function useCancelKit(): CancelKit {
  const scope = useScope();
  const { flow } = scope;
  return kitOf(scope, 'with' in flow ? flow.with(changing).with(undoing).with(canceling) : flow, en);
}
