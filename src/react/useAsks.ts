'use client';
import { useRef, useState } from 'react';
import type { Ask } from './words/asks.js';

export interface Asks {
  readonly list: readonly Ask[];
  /** What was ticked or typed so far. */
  readonly valueOf: (ask: Ask) => string;
  readonly enter: (ask: Ask, value: string) => void;
  readonly isMissed: (ask: Ask) => boolean;
  readonly hold: (ask: Ask, node: HTMLInputElement | null) => void;
  /** Whether everything is said yes to; if not, leads to what is missing. */
  readonly areGiven: () => boolean;
}

export const TICKED = 'yes';

function plain(text: string): string {
  return text.trim().toLocaleLowerCase();
}

export function isGiven({ word }: Ask, value: string): boolean {
  return plain(value) === plain(word ?? TICKED);
}

export function useAsks(list: readonly Ask[]): Asks {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [missed, setMissed] = useState<string | null>(null);
  const nodes = useRef(new Map<string, HTMLInputElement>());
  const valueOf = ({ key }: Ask) => values[key] ?? '';
  return {
    list,
    valueOf,
    enter: ({ key }, value) => setValues({ ...values, [key]: value }),
    isMissed: (ask) => missed === ask.key && !isGiven(ask, valueOf(ask)),
    hold({ key }, node) {
      if (node) nodes.current.set(key, node);
      else nodes.current.delete(key);
    },
    areGiven() {
      const missing = list.find((ask) => !isGiven(ask, valueOf(ask)));
      if (!missing) return true;
      setMissed(missing.key);
      nodes.current.get(missing.key)?.focus();
      return false;
    },
  };
}
