'use client';
import { isGiven, TICKED, type Asks } from '../../react/useAsks.js';
import type { Ask } from '../../react/words/asks.js';
import { part } from '../../theme/parts.js';
import { Input } from '../shared/Input.js';
import { useKit } from '../shared/useKit.js';
import { useId } from '../../react/useId.js';

/** The second, deliberate act: a box to tick, or a word to type. */
export function AskField({ ask, asks }: { readonly ask: Ask; readonly asks: Asks }) {
  const { say } = useKit();
  const id = useId();
  const { word, text } = ask;
  const isMissed = asks.isMissed(ask);
  const shared = {
    id: `${id}i`,
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
          <Input
            {...shared}
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
