'use client';
import { withChanges } from '../../core/flow/withChanges.js';
import { changesEn } from '../../locale/en/changes.js';
import { useScope } from '../../react/context.js';
import { kitOf } from './kit.js';
import type { Kit } from '../../react/kit.js';

/** The kit with the words and the acts of a change: whatever shows one brings what is needed to make it. */
export function useKit(): Kit {
  const scope = useScope();
  return kitOf(scope, withChanges(scope.flow), changesEn);
}
