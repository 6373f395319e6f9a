'use client';
import { en } from '../../locale/en.js';
import type { MessageKey } from '../../locale/messages.js';
import { useScope } from '../../react/context.js';
import { Filled, type WordsProps } from './Filled.js';

/** A message of the catalogue with elements in it. */
export function Words<K extends MessageKey>({ of: key, with: values }: WordsProps<K>) {
  return <Filled source={useScope().given[key] ?? en[key]} values={values} />;
}
