'use client';
import { useEffect, useRef } from 'react';

/** The value of the latest render, for what outlives it. */
export function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
