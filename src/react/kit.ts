import type { ReactNode } from 'react';
import type { Catalog } from '../core/adapter.js';
import type { CancelActs } from '../core/flow/canceling.js';
import { catalogOf } from '../core/flow/state.js';
import type { TopUpActs } from '../core/flow/toppingUp.js';
import type { ChangingFlow } from '../core/flow/withChanges.js';
import type { Money } from '../core/money.js';
import type { ChangeKey, Fill, MessageKey, Messages, PlanKey } from '../locale/messages.js';
import { createSay, type Say } from '../locale/words.js';
import type { ChangePlanScope, ScopeFlow } from './context.js';

/** What is enough to say something as text. */
export type Speaker = Pick<Kit, 'say' | 'format' | 'catalog'>;

/** What every piece of the screens is made from. `T` is what it is made into: elements for the screen, or text. */
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

/** The kit with the words and acts of choosing. */
export type PlanKit<T = ReactNode> = Kit<T, PlanKey, ScopeFlow>;
/** The kit with the words and the act of ending a subscription. */
export type CancelKit<T = ReactNode> = Kit<T, MessageKey, ChangingFlow & CancelActs>;
/** The kit with the words and the act of buying credit. */
export type CreditKit<T = ReactNode> = Kit<T, MessageKey, ChangingFlow & TopUpActs>;

/** The kit that makes text, for whatever is said aloud or drawn by a host. */
export function textKit<Key extends MessageKey, Flow>(
  scope: ChangePlanScope,
  flow: Flow,
  words: Pick<Messages, Key>,
): Kit<string, Key, Flow> {
  const { given, format, state } = scope;
  const say = createSay(words, given, format);
  return { ...scope, flow, catalog: catalogOf(state), say, ...inText(say, format) };
}

/** The same kit, for what is said aloud. */
export function aloud<T, Key extends MessageKey, Flow>(kit: Kit<T, Key, Flow>): Kit<string, Key, Flow> {
  return { ...kit, ...inText(kit.say, kit.format) };
}

function inText<Key extends MessageKey>(
  say: Say<Key>,
  format: ChangePlanScope['format'],
): Pick<Kit<string, Key>, 'tell' | 'money' | 'date'> {
  return { tell: say, money: (value) => format.money(value), date: (iso) => format.date(iso) };
}
