'use client';
import type { Format } from '../locale/format.js';
import { useScope } from './context.js';

/** Money, dates and numbers as the provider above shows them. */
export function useFormat(): Format {
  return useScope().format;
}
