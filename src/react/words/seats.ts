import type { Impact } from '../../core/impact.js';
import { sentences } from '../../locale/words.js';
import type { Speaker } from '../kit.js';

export type SeatImpact = Extract<Impact, { kind: 'seats_exceeded' }>;

export function isSeatImpact(item: Impact): item is SeatImpact {
  return item.kind === 'seats_exceeded';
}

/**
 * More people than the plan includes: how many, and what has to be done by when.
 * @param effectiveAt when the plan begins, ISO 8601; null where that is now.
 */
export function seatWords(
  { say, format }: Speaker,
  { used, included, severity }: SeatImpact,
  plan: string,
  effectiveAt: string | null,
): { readonly title: string; readonly text: string } {
  const people = say('seats.people', { count: used - included });
  const seats = (count: number) => say('seats.count', { count });
  const later = severity === 'block' || effectiveAt === null ? null : format.date(effectiveAt);
  const next = later === null ? say('seats.remove', { people }) : say('seats.later', { date: later, people });
  const facts = say('seats.text', { plan, included: seats(included), used: seats(used) });
  return {
    title: say('seats.title', { plan }),
    text: sentences(facts, severity === 'info' ? say('seats.billed') : next),
  };
}
