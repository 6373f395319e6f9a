import type { ConfirmablePreview, PreviewOutcome } from '../../core/preview.js';
import type { Consent } from '../consent/consent.js';
import { listOf } from '../../locale/words.js';
import type { Kit } from '../kit.js';
import { needsConsent } from './impact.js';
import { endName } from './names.js';

/** Something that a customer says yes to by an act of its own. */
export interface Ask {
  /** Another one where something else is asked: a yes counts for what was read. */
  readonly key: string;
  readonly text: string;
  /** What is typed; null where a box is ticked. */
  readonly word: string | null;
}

/** How a host wants a yes to be asked for. */
export interface AskOptions {
  /** Before something is lost its word is typed, instead of a box that is ticked. Default false. */
  readonly typedConfirmation?: boolean;
  /** The rules by which a yes is asked for, and who is told of it: made by `createConsent`. Default: the kit's own words. */
  readonly consent?: Consent;
}

/** What can be confirmed; null where something is in the way, or no price can be said and the host does not go without. */
export function confirmable(
  { allowWithoutPreview }: Pick<Kit, 'allowWithoutPreview'>,
  preview: PreviewOutcome | null,
): ConfirmablePreview | null {
  if (preview === null || preview.status === 'blocked') return null;
  return preview.status === 'unavailable' && !allowWithoutPreview ? null : preview;
}

/** "Pro, monthly" of an end of a change. A free plan has a billing period only on paper. */
export function endWords(
  { say, catalog }: Pick<Kit, 'say' | 'catalog'>,
  end: NonNullable<PreviewOutcome['change']['from']>,
): string {
  return catalog?.plans.some(({ id, isFree }) => isFree && id === end.planId) ? end.planName : endName(say, end);
}

/** What is said yes to apart from the button: a loss, and what the host's rules ask for. */
export function asksOf(
  kit: Pick<Kit, 'say' | 'format' | 'catalog'>,
  preview: ConfirmablePreview,
  { typedConfirmation = false, consent }: AskOptions,
): readonly Ask[] {
  const { say, format } = kit;
  const { planName, priceId } = preview.change.to;
  const losses = preview.impact.filter(needsConsent);
  const list = listOf(format, [...new Set(losses.map(({ name }) => name))]);
  const agree = consent?.agree(kit, preview);
  return [
    ...(losses.length === 0
      ? []
      : [
          {
            key: JSON.stringify([priceId, losses]),
            text: say('review.understand', { list }),
            word: typedConfirmation ? planName : null,
          },
        ]),
    ...(agree ? [{ key: JSON.stringify([priceId, agree, preview.recurring]), text: agree, word: null }] : []),
  ];
}
