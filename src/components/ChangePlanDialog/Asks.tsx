'use client';
import { useId, useRef, useState } from 'react';
import { part } from '../../theme/parts.js';
import { useKit } from '../shared/useKit.js';

/** Something that a customer says yes to by an act of its own. */
export interface Ask {
  /** Another one where something else is asked: a yes counts for what was read. */
  readonly key: string;
  readonly text: string;
  /** What is typed; null where a box is ticked. */
  readonly word: string | null;
}

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

const TICKED = 'yes';

function plain(text: string): string {
  return text.trim().toLocaleLowerCase();
}

function isGiven({ word }: Ask, value: string): boolean {
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

/** The second, deliberate act: a box to tick, or a word to type. */
export function AskField({ ask, asks }: { readonly ask: Ask; readonly asks: Asks }) {
  const { say } = useKit();
  const id = useId();
  const { word, text } = ask;
  const isMissed = asks.isMissed(ask);
  const shared = {
    ref: (node: HTMLInputElement | null) => asks.hold(ask, node),
    'aria-invalid': isMissed,
    'aria-describedby': isMissed ? id : undefined,
  };
  const value = asks.valueOf(ask);
  return (
    <div className={part('consent')}>
      {word === null ? (
        <label>
          <input
            {...shared}
            type="checkbox"
            className={part('checkbox')}
            checked={isGiven(ask, value)}
            onChange={(event) => asks.enter(ask, event.target.checked ? TICKED : '')}
          />
          <span>{text}</span>
        </label>
      ) : (
        <label data-typed>
          <span>
            {text} {say('review.type', { word })}
          </span>
          <input
            {...shared}
            className={part('input')}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={value}
            onChange={(event) => asks.enter(ask, event.target.value)}
          />
        </label>
      )}
      {isMissed && (
        <p id={id} className={part('hint')} data-tone="danger">
          {word === null ? say('review.tick') : say('review.mistyped', { word })}
        </p>
      )}
    </div>
  );
}
