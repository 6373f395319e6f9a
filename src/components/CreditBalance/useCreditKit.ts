'use client';
import type { ReactNode } from 'react';
import { changing } from '../../core/flow/changing.js';
import { toppingUp, type TopUpActs } from '../../core/flow/toppingUp.js';
import { undoing } from '../../core/flow/undoing.js';
import type { ChangingFlow } from '../../core/flow/withChanges.js';
import { en } from '../../locale/en.js';
import type { MessageKey } from '../../locale/messages.js';
import { useScope } from '../../react/context.js';
import { kitOf, type Kit } from '../shared/kit.js';

export type CreditKit<T = ReactNode> = Kit<T, MessageKey, ChangingFlow & TopUpActs>;

/** The kit with the words and the act of buying credit. */
export function useCreditKit(): CreditKit {
  const scope = useScope();
  const { flow } = scope;
  return kitOf(scope, 'with' in flow ? flow.with(changing).with(undoing).with(toppingUp) : flow, en);
}
