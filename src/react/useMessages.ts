'use client';
import type { Messages } from '../locale/messages.js';
import type { Say } from '../locale/words.js';
import { useScope } from './context.js';

/** The words of the provider above: all of them, and `say` to fill one in. */
export function useMessages(): { readonly messages: Messages; readonly say: Say } {
  const { messages, say } = useScope();
  return { messages, say };
}
