'use client';
import type { Money } from '../../core/money.js';
import { useFormat } from '../../react/useFormat.js';
import { part } from '../../theme/parts.js';

/** Money with all its digits, kept in its own order in right-to-left text. */
export function Amount({ value }: { readonly value: Money }) {
  return <bdi className={part('money')}>{useFormat().money(value)}</bdi>;
}
