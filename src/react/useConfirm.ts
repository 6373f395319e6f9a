'use client';
import { useEffect } from 'react';
import type { ConfirmablePreview } from '../core/preview.js';
import type { Consent } from './consent/consent.js';
import { useScope } from './context.js';
import type { Kit } from './kit.js';
import type { Ask } from './words/asks.js';
import { wordsOfYes } from './words/terms.js';

/** Confirms what is on the screen. Who is told of a yes is told before anything is sent, and cannot stop it. */
export function useConfirm(
  kit: Kit<string>,
  preview: ConfirmablePreview | null,
  asks: readonly Ask[],
  consent: Consent | undefined,
): () => void {
  const { flow: scope } = useScope();
  const { flow, state } = kit;
  const agreed = asks.map(({ text }) => text);
  const words = preview && consent ? wordsOfYes(kit, preview, consent, agreed) : [];
  const text = words.join('\n');
  useEffect(() => {
    if (text !== '') consent?.prepare(text.split('\n'));
  }, [consent, text]);
  return () => {
    try {
      if (preview && 'selection' in state)
        consent?.give(kit, scope, { preview, selection: state.selection, words, agreed });
    } finally {
      flow.confirm();
    }
  };
}
