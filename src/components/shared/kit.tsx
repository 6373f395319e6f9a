'use client';
import { createElement, Fragment, type ReactElement, type ReactNode } from 'react';
import type { MessageKey, Messages } from '../../locale/messages.js';
import { amountDirection, pieces } from '../../locale/words.js';
import type { ChangePlanScope } from '../../react/context.js';
import { textKit, type Kit } from '../../react/kit.js';
import { part } from '../../theme/parts.js';

/** An amount in an order of its own. */
export function figure(text: string): ReactElement {
  return (
    <bdi className={part('money')} dir={amountDirection(text)}>
      {text}
    </bdi>
  );
}

/** The kit that makes elements. */
export function kitOf<Key extends MessageKey, Flow>(
  scope: ChangePlanScope,
  flow: Flow,
  words: Pick<Messages, Key>,
): Kit<ReactNode, Key, Flow> {
  const { given, format } = scope;
  return {
    ...textKit(scope, flow, words),
    tell: (key, ...[values]) =>
      createElement(Fragment, null, ...pieces<ReactNode>(given[key] ?? words[key], format, values)),
    money: (value) => figure(format.money(value)),
    date: (iso) => <time dateTime={iso}>{format.date(iso)}</time>,
  };
}
