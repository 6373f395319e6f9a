'use client';
import { createContext } from 'react';
import { SETTLE_MS, type Live, type LiveTone } from '../live.js';

/** What is to be read out now; one of them is empty. */
export type Said = Readonly<Record<LiveTone, string>>;

/** Keeps what is to be read out, for regions that a host draws. */
export interface Voice extends Live {
  readonly getSaid: () => Said;
  readonly subscribe: (listener: () => void) => () => void;
}

export const SILENCE: Said = { status: '', alert: '' };

export const VoiceContext = createContext<Voice | null>(null);

export function createVoice(): Voice {
  const listeners = new Set<() => void>();
  const tellers = new Set<object>();
  let said = SILENCE;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function say(next: Said): void {
    said = next;
    for (const listener of [...listeners]) listener();
  }

  return {
    attach: () => () => {},
    join(teller) {
      tellers.add(teller);
      return () => void tellers.delete(teller);
    },
    leads: (teller) => tellers.values().next().value === teller,
    tell(tone, text) {
      clearTimeout(timer);
      say(SILENCE);
      if (text !== '') timer = setTimeout(() => say({ ...SILENCE, [tone]: text }), SETTLE_MS);
    },
    getSaid: () => said,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
