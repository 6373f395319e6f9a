'use client';
import { canceling } from '../../core/flow/canceling.js';
import { changing } from '../../core/flow/changing.js';
import { undoing } from '../../core/flow/undoing.js';
import { en } from '../../locale/en.js';
import { useScope } from '../../react/context.js';
import type { CancelKit } from '../../react/kit.js';
import { kitOf } from '../shared/kit.js';

/** The kit with the words and the act of ending a subscription. */
export function useCancelKit(): CancelKit {
  const scope = useScope();
  const { flow } = scope;
  return kitOf(scope, 'with' in flow ? flow.with(changing).with(undoing).with(canceling) : flow, en);
}
