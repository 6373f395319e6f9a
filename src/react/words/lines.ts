import type { PreviewLine } from '../../core/preview.js';
import type { Say } from '../../locale/words.js';
import type { Speaker } from '../kit.js';

/** A line of the statement: what it is for, and what is to be known of that. */
export interface LineWords {
  readonly text: string;
  /** "15 of 31 days", the name of a discount and its end. */
  readonly details: readonly string[];
}

export function lineWords({ say, format, catalog }: Speaker, line: PreviewLine): LineWords {
  const { kind, name, days, quantity } = line;
  const text = lineText(say, line);
  const held = catalog?.subscription?.discounts ?? [];
  const endsAt =
    kind === 'discount' && name !== null ? held.find((one) => one.name === name || one.code === name)?.endsAt : null;
  const details = [
    days && say('review.days', { part: format.number(days.part), total: format.number(days.total) }),
    kind === 'discount' ? name : null,
    endsAt ? say('line.until', { date: format.date(endsAt) }) : null,
  ];
  return {
    text: quantity !== null && quantity > 1 ? say('line.quantity', { name: text, count: quantity }) : text,
    details: details.filter((detail) => detail !== null),
  };
}

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
