'use client';
import { type ReactNode } from 'react';
import { part } from '../../theme/parts.js';
import { useId } from '../../react/useId.js';

interface ChoiceProps<T extends string> {
  readonly label: ReactNode;
  readonly options: readonly (readonly [value: T, words: ReactNode])[];
  readonly value: T | null;
  readonly isOff?: boolean;
  readonly onChoose: (value: T) => void;
}

/** One of a few, side by side where there is room. */
export function Choice<T extends string>({ label, options, value, isOff = false, onChoose }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset role="radiogroup" className={part('choice')} disabled={isOff}>
      <legend className={part('choice-label')}>{label}</legend>
      <div className={part('choice-options')}>
        {options.map(([option, words]) => (
          <label key={option} className={part('choice-option')} data-chosen={option === value}>
            <input
              type="radio"
              name={name}
              className={part('checkbox')}
              checked={option === value}
              onChange={() => onChoose(option)}
            />
            <span>{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
