'use client';
import { useImperativeHandle, useRef, type ForwardedRef, type RefObject } from 'react';

/** A ref for the kit beside the one of the host. */
export function useOwnRef<E>(hosts: ForwardedRef<E>): RefObject<E | null> {
  const own = useRef<E>(null);
  useImperativeHandle<E | null, E | null>(hosts, () => own.current);
  return own;
}
