'use client';
import { useMemo } from 'react';
import { en } from '../locale/en.js';
import type { MessageKey } from '../locale/messages.js';
import { createSay, type Say } from '../locale/words.js';
import { useScope } from './context.js';

/** `say` fills in a message in the words of the provider above. */
export function useMessages(): { readonly say: Say<MessageKey> } {
  const { given, format } = useScope();
  return useMemo(() => ({ say: createSay(en, given, format) }), [given, format]);
}
