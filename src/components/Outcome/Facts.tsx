'use client';
import type { ReactNode } from 'react';
import { part } from '../../theme/parts.js';

/** Label and value pairs; a pair whose value is missing is left out. */
export function Facts({ facts }: { readonly facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined);
  return known.length === 0 ? null : (
    <dl className={part('rows')}>
      {known.map(([label, value]) => (
        <div key={label} className={part('row')}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
