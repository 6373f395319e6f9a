'use client';
import type { ReactNode } from 'react';
import { part } from '../../theme/parts.js';

/** Label and value pairs, amounts on one edge. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={part('rows')}>{children}</dl>;
}

/** One pair; left out where the value is not known. */
export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return children === null || children === undefined ? null : (
    <div className={part('row')}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
