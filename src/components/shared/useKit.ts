'use client';
import { en } from '../../locale/en.js';
import { useScope } from '../../react/context.js';
import { kitOf, type Kit } from './kit.js';

/** The kit with all words. */
export function useKit(): Kit {
  return kitOf(useScope(), en);
}
