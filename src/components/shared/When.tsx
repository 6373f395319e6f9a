'use client';
import { useFormat } from '../../react/useFormat.js';

/** A date in the billing time zone with the month in letters, and the exact instant for machines. */
export function When({ iso, short = false }: { readonly iso: string; readonly short?: boolean }) {
  const format = useFormat();
  return <time dateTime={iso}>{short ? format.day(iso) : format.date(iso)}</time>;
}
