'use client';
import { createElement, Fragment, type ReactNode } from 'react';
import type { MessageKey, Messages } from '../../locale/messages.js';
import { pieces } from '../../locale/words.js';
import type { ChangePlanScope } from '../../react/context.js';
import { textKit, type Kit } from '../../react/kit.js';
import { part } from '../../theme/parts.js';

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
    money: (value) => <bdi className={part('money')}>{format.money(value)}</bdi>,
    date: (iso) => <time dateTime={iso}>{format.date(iso)}</time>,
  };
}
