import type { ReactElement, ReactNode } from 'react';
import { part } from '../../theme/parts.js';

/** A label and its value; null or false where it is not known. */
export type Fact = readonly [label: string, value: ReactNode];

/** Label and value pairs, amounts on one edge. What is not known is left out with its row. */
export function facts(rows: readonly Fact[]): ReactElement<object> | null {
  const known = rows.filter(([, value]) => Boolean(value));
  return known.length > 0 ? (
    <dl className={part('rows')}>
      {known.map(([label, value]) => (
        <div key={label} className={part('row')}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  ) : null;
}

/** A sentence in the quiet voice; nothing where there is none. */
export function hint(text: ReactNode): ReactElement<object> | null {
  return text ? <p className={part('hint')}>{text}</p> : null;
}
