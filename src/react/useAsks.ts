'use client';
import { useCallback, useRef, useState } from 'react';
import { typedWord } from './words/typed.js';
import type { Ask } from './words/asks.js';

/** Something that is missing, or wrong, before a change can be confirmed. */
export interface Problem {
  readonly key: string;
  /** What is missing, in words that stand by themselves. */
  readonly text: string;
  /** The field where it is put right. */
  readonly field: HTMLElement | undefined;
}

export interface Asks {
  readonly list: readonly Ask[];
  /** What was ticked or typed so far. */
  readonly valueOf: (ask: Ask) => string;
  readonly enter: (ask: Ask, value: string) => void;
  readonly isMissed: (ask: Ask) => boolean;
  readonly hold: (ask: Ask, node: HTMLInputElement | null) => void;
  /** What another field of the review says of itself: that it is wrong, or null that it is not. */
  readonly report: (key: string, problem: Problem | null) => void;
  /** More than one thing that was missing at the last try, and still is: they need a list that leads to each. */
  readonly problems: readonly Problem[];
  /** Changes with each try that missed something. */
  readonly tries: number;
  /** Whether everything is said yes to; if not, leads to what is missing. */
  readonly areGiven: () => boolean;
}

export const TICKED = 'yes';

function plain(text: string): string {
  return typedWord(text).toLocaleLowerCase();
}

export function isGiven({ word }: Ask, value: string): boolean {
  return plain(value) === plain(word ?? TICKED);
}

/** @param wordsOf what is missing where an ask is not given. */
export function useAsks(list: readonly Ask[], wordsOf: (ask: Ask) => string): Asks {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [wrong, setWrong] = useState<readonly Problem[]>([]);
  const [missed, setMissed] = useState<readonly Problem[]>([]);
  const [tries, setTries] = useState(0);
  const nodes = useRef(new Map<string, HTMLInputElement>());
  const valueOf = ({ key }: Ask) => values[key] ?? '';
  const isOpen = (ask: Ask) => !isGiven(ask, valueOf(ask));
  const open = new Set([...wrong, ...list.filter(isOpen)].map(({ key }) => key));
  return {
    list,
    valueOf,
    enter: ({ key }, value) => setValues({ ...values, [key]: value }),
    isMissed: ({ key }) => open.has(key) && missed.some((one) => one.key === key),
    hold({ key }, node) {
      if (node) nodes.current.set(key, node);
      else nodes.current.delete(key);
    },
    report: useCallback(
      (key, problem) =>
        setWrong((before) => [...before.filter((one) => one.key !== key), ...(problem ? [problem] : [])]),
      [],
    ),
    problems: missed.length > 1 ? missed.filter(({ key }) => open.has(key)) : [],
    tries,
    areGiven() {
      const asked = list
        .filter(isOpen)
        .map((ask) => ({ key: ask.key, text: wordsOf(ask), field: nodes.current.get(ask.key) }));
      const all = [...wrong, ...asked];
      setMissed(all);
      if (all.length === 0) return true;
      if (all.length === 1) all[0]?.field?.focus();
      else setTries(tries + 1);
      return false;
    },
  };
}
