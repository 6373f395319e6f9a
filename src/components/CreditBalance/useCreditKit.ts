'use client';
import { changing } from '../../core/flow/changing.js';
import { toppingUp } from '../../core/flow/toppingUp.js';
import { undoing } from '../../core/flow/undoing.js';
import { en } from '../../locale/en.js';
import { useScope } from '../../react/context.js';
import type { CreditKit } from '../../react/kit.js';
import { kitOf } from '../shared/kit.js';

/** The kit with the words and the act of buying credit. */
export function useCreditKit(): CreditKit {
  const scope = useScope();
  const { flow } = scope;
  return kitOf(scope, 'with' in flow ? flow.with(changing).with(undoing).with(toppingUp) : flow, en);
}
