'use client';
import { useContext, type Context } from 'react';

/**
 * What a part knows from the one around it.
 * @param around the name of that one.
 * @throws Error where it is not there: there is nothing to show then, and no way to guess.
 */
export function useWithin<T>(context: Context<T | null>, around: string): T {
  const scope = useContext(context);
  if (scope === null) throw new Error(`A Planshift part stands outside of its <${around}>. Put one around it.`);
  return scope;
}
