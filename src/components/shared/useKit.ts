'use client';
import { withChanges } from '../../core/flow/withChanges.js';
import { changesEn } from '../../locale/en/changes.js';
import { useScope } from '../../react/context.js';
import { kitOf, type Kit } from './kit.js';

/** The kit with the words and the acts of a change: whatever shows one brings what is needed to make it. */
export function useKit(): Kit {
  const scope = useScope();
  return kitOf(scope, withChanges(scope.flow), changesEn);
}
