'use client';
import { createElement, Fragment, type ReactNode } from 'react';
import type { Catalog } from '../../core/adapter.js';
import { catalogOf } from '../../core/flow/state.js';
import type { ChangingFlow } from '../../core/flow/withChanges.js';
import type { Money } from '../../core/money.js';
import type { ChangeKey, Fill, MessageKey, Messages } from '../../locale/messages.js';
import { createSay, pieces, type Say } from '../../locale/words.js';
import type { ChangePlanScope } from '../../react/context.js';
import { part } from '../../theme/parts.js';

/** What is enough to say something as text. */
export type Speaker = Pick<Kit, 'say' | 'format' | 'catalog'>;

/** What every piece of the screens is made from. `T` is what it is made into: elements for the screen, text to be said aloud. */
export interface Kit<T = ReactNode, Key extends MessageKey = ChangeKey, Flow = ChangingFlow> extends Omit<
  ChangePlanScope,
  'flow'
> {
  readonly flow: Flow;
  readonly catalog: Catalog | null;
  /** A message as text. */
  readonly say: Say<Key>;
  /** A message that is filled with what `money` and `date` give. */
  readonly tell: <K extends Key>(key: K, ...fill: Fill<K, T | string>) => T;
  /** Money with all its digits, kept in its own order in right-to-left text. */
  readonly money: (value: Money) => T;
  /** A date in the billing time zone with the month in letters, and the exact instant for machines. */
  readonly date: (iso: string) => T;
}

export function kitOf<Key extends MessageKey, Flow>(
  scope: ChangePlanScope,
  flow: Flow,
  words: Pick<Messages, Key>,
): Kit<ReactNode, Key, Flow> {
  const { given, format, state } = scope;
  return {
    ...scope,
    flow,
    catalog: catalogOf(state),
    say: createSay(words, given, format),
    tell: (key, ...[values]) =>
      createElement(Fragment, null, ...pieces<ReactNode>(given[key] ?? words[key], format, values)),
    money: (value) => <bdi className={part('money')}>{format.money(value)}</bdi>,
    date: (iso) => <time dateTime={iso}>{format.date(iso)}</time>,
  };
}

/** The same kit, for what is said aloud. */
export function aloud<Key extends MessageKey, Flow>(kit: Kit<ReactNode, Key, Flow>): Kit<string, Key, Flow> {
  const { say, format } = kit;
  return { ...kit, tell: say, money: (value) => format.money(value), date: (iso) => format.date(iso) };
}
