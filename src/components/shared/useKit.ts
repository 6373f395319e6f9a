'use client';
import { withChanges } from '../../core/flow/withChanges.js';
import { en } from '../../locale/en.js';
import { useScope } from '../../react/context.js';
import { kitOf, type Kit } from './kit.js';

/** The kit with all words and all acts: whatever shows a change brings what is needed to make one. */
export function useKit(): Kit {
  const scope = useScope();
  return kitOf(scope, withChanges(scope.flow), en);
}
