import type { ReactNode } from 'react';
import { part } from '../../theme/parts.js';

interface CheckOptionProps {
  readonly isOn: boolean;
  readonly onTurn: (isOn: boolean) => void;
  readonly detail: ReactNode;
  readonly children: ReactNode;
}

/** One of several that can be had or not. */
export function CheckOption({ isOn, onTurn, detail, children }: CheckOptionProps) {
  return (
    <label className={part('choice-option')}>
      <input
        type="checkbox"
        className={part('checkbox')}
        checked={isOn}
        onChange={(event) => onTurn(event.target.checked)}
      />
      <span>{children}</span> {detail && <span className={part('choice-detail')}>{detail}</span>}
    </label>
  );
}
