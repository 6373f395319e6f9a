'use client';
import { Fragment } from 'react';
import type { Money } from '../../core/money.js';
import type { PreviewLine } from '../../core/preview.js';
import type { Say } from '../../locale/words.js';
import { part } from '../../theme/parts.js';
import { useKit } from '../shared/useKit.js';

function lineText(say: Say, { kind, name, amount }: PreviewLine): string {
  switch (kind) {
    case 'credit':
      return say('line.credit', { name: name ?? say('line.time') });
    case 'usage':
      return say('line.usage', { name: name ?? say('line.other') });
    case 'charge':
    case 'addon':
      return name ?? say('line.other');
    case 'discount':
      return say('line.discount');
    case 'balance':
      return say(amount.amount > 0 ? 'line.owed' : 'line.balance');
    default:
      return name ?? say(`line.${kind}`);
  }
}

/** Why it is that much: what is charged and what is credited, each on its line, down to the total. */
export function Lines({ lines, total }: { readonly lines: readonly PreviewLine[]; readonly total: Money }) {
  const { say, format, money, catalog } = useKit();
  const held = catalog?.subscription?.discounts ?? [];
  if (lines.length === 0) return null;
  return (
    <dl className={part('lines')}>
      {lines.map((line, index) => {
        const { kind, name, days, quantity } = line;
        const text = lineText(say, line);
        const detail = days
          ? say('review.days', { part: format.number(days.part), total: format.number(days.total) })
          : null;
        const endsAt =
          kind === 'discount' && name !== null
            ? held.find((one) => one.name === name || one.code === name)?.endsAt
            : null;
        return (
          <div key={index} className={part('line')} data-kind={kind}>
            <dt>
              {quantity !== null && quantity > 1 ? say('line.quantity', { name: text, count: quantity }) : text}
              {[
                detail,
                kind === 'discount' ? name : null,
                endsAt ? say('line.until', { date: format.date(endsAt) }) : null,
              ].map(
                (more, at) =>
                  more !== null && (
                    <Fragment key={at}>
                      {' '}
                      <span className={part('line-detail')}>{more}</span>
                    </Fragment>
                  ),
              )}
            </dt>
            <dd>{money(line.amount)}</dd>
          </div>
        );
      })}
      <div className={part('line')} data-total>
        <dt>{say('review.total')}</dt>
        <dd>{money(total)}</dd>
      </div>
    </dl>
  );
}
