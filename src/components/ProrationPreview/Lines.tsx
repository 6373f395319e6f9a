'use client';
import type { Money } from '../../core/money.js';
import type { PreviewLine } from '../../core/preview.js';
import type { Say } from '../../locale/words.js';
import { useFormat } from '../../react/useFormat.js';
import { useMessages } from '../../react/useMessages.js';
import { part } from '../../theme/parts.js';
import { Amount } from '../shared/Amount.js';

function lineText(say: Say, { kind, name }: PreviewLine): string {
  switch (kind) {
    case 'credit':
      return say('line.credit', { name: name ?? say('line.time') });
    case 'charge':
    case 'addon':
      return name === null ? say('line.other') : say(`line.${kind}`, { name });
    case 'usage':
      return say('line.usage', { name: name ?? say('line.other') });
    case 'tax':
    case 'rounding':
    case 'other':
      return name ?? say(`line.${kind}`);
    case 'discount':
    case 'balance':
      return say(`line.${kind}`);
  }
}

/** Why it is that much: what is charged and what is credited, each on its line, down to the total. */
export function Lines({ lines, total }: { readonly lines: readonly PreviewLine[]; readonly total: Money }) {
  const { say } = useMessages();
  if (lines.length === 0) return null;
  return (
    <dl className={part('lines')}>
      {lines.map((line, index) => (
        <Line key={index} line={line} />
      ))}
      <div className={part('line')} data-total>
        <dt>{say('review.total')}</dt>
        <dd>
          <Amount value={total} />
        </dd>
      </div>
    </dl>
  );
}

function Line({ line }: { readonly line: PreviewLine }) {
  const { say } = useMessages();
  const format = useFormat();
  const { days, quantity } = line;
  const text = lineText(say, line);
  return (
    <div className={part('line')} data-kind={line.kind}>
      <dt>
        {quantity !== null && quantity > 1 ? say('line.quantity', { name: text, count: quantity }) : text}
        {days && (
          <span className={part('line-detail')}>
            {say('review.days', { part: format.number(days.part), total: format.number(days.total) })}
          </span>
        )}
        {line.kind === 'discount' && line.name !== null && <span className={part('line-detail')}>{line.name}</span>}
      </dt>
      <dd>
        <Amount value={line.amount} />
      </dd>
    </div>
  );
}
