'use client';
import { Fragment, type ReactNode } from 'react';
import type { Fill, MessageKey, Source } from '../../locale/messages.js';
import { pieces } from '../../locale/words.js';
import { useScope } from '../../react/context.js';

export type WordsProps<K extends MessageKey> = { readonly of: K } & ([] extends Fill<K, ReactNode>
  ? { readonly with?: undefined }
  : { readonly with: Fill<K, ReactNode>[0] });

interface FilledProps {
  readonly source: Source;
  readonly values: Readonly<Record<string, ReactNode>> | undefined;
}

/** A text whose names are filled with elements, such as an amount or a date. */
export function Filled({ source, values }: FilledProps) {
  const { format } = useScope();
  return pieces<ReactNode>(source, format, values).map((piece, index) => <Fragment key={index}>{piece}</Fragment>);
}
