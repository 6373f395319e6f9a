'use client';
import { Fragment, type ReactNode } from 'react';
import type { Fill, MessageKey } from '../../locale/messages.js';
import { pieces } from '../../locale/words.js';
import { useScope } from '../../react/context.js';

type WordsProps<K extends MessageKey> = { readonly of: K } & ([] extends Fill<K, ReactNode>
  ? { readonly with?: undefined }
  : { readonly with: Fill<K, ReactNode>[0] });

/** A message of the catalogue whose names are filled with elements, such as an amount or a date. */
export function Words<K extends MessageKey>({ of: key, with: values }: WordsProps<K>) {
  const { messages, format } = useScope();
  return pieces<ReactNode>(messages, format, key, values).map((piece, index) => (
    <Fragment key={index}>{piece}</Fragment>
  ));
}
