import type { Impact } from '../../core/impact.js';
import type { Format } from '../../locale/format.js';
import type { Say } from '../../locale/words.js';

export type Group = 'block' | 'over' | 'lost' | 'gained' | 'kept';

type Words =
  | 'impact.exceeded'
  | 'impact.limit'
  | 'impact.data_at_risk'
  | 'impact.addon'
  | 'impact.discount'
  | 'impact.replaced';

interface Kind {
  readonly group: Group;
  /** Null where the name says it. */
  readonly words: Words | null;
  /** A loss that a customer says yes to by a second act. A lower limit that is not reached is told, and needs none. */
  readonly hurts?: true;
}

const KINDS: { readonly [K in Impact['kind']]: Kind } = {
  seats_exceeded: { group: 'over', words: 'impact.exceeded', hurts: true },
  limit_exceeded: { group: 'over', words: 'impact.exceeded', hurts: true },
  data_at_risk: { group: 'over', words: 'impact.data_at_risk', hurts: true },
  feature_lost: { group: 'lost', words: null, hurts: true },
  limit_lowered: { group: 'lost', words: 'impact.limit' },
  addon_removed: { group: 'lost', words: 'impact.addon', hurts: true },
  discount_lost: { group: 'lost', words: 'impact.discount', hurts: true },
  scheduled_change_replaced: { group: 'lost', words: 'impact.replaced' },
  feature_gained: { group: 'gained', words: null },
  limit_raised: { group: 'gained', words: 'impact.limit' },
  addon_kept: { group: 'kept', words: 'impact.addon' },
  discount_kept: { group: 'kept', words: 'impact.discount' },
  item_kept: { group: 'kept', words: null },
};

export function groupOf({ kind, severity }: Impact): Group {
  return severity === 'block' ? 'block' : KINDS[kind].group;
}

export function needsConsent({ kind, severity }: Impact): boolean {
  return severity === 'warn' && KINDS[kind].hurts === true;
}

/** One thing that a change does, as a short text. */
export function impactText(say: Say, format: Format, item: Impact): string {
  const { words } = KINDS[item.kind];
  const { name } = item;
  const cap = (limit: number | null) => (limit === null ? say('impact.noLimit') : format.number(limit));
  return words === null
    ? name
    : say(words, {
        name,
        used: 'used' in item ? format.number(item.used) : '',
        included: 'included' in item ? format.number(item.included) : '',
        from: 'from' in item ? cap(item.from) : '',
        to: 'to' in item ? cap(item.to) : '',
        date: 'effectiveAt' in item ? format.date(item.effectiveAt) : '',
      });
}

const GROUPS: readonly Group[] = ['block', 'over', 'lost', 'gained', 'kept'];

/** What a change brings, takes away and leaves as it is, in groups that say so in words. */
export interface ImpactGroup {
  readonly group: Group;
  readonly title: string;
  readonly items: readonly { readonly impact: Impact; readonly text: string }[];
}

export function impactGroups(say: Say, format: Format, impact: readonly Impact[]): readonly ImpactGroup[] {
  return GROUPS.flatMap((group) => {
    const items = impact.filter((item) => groupOf(item) === group);
    const told = items.map((item) => ({ impact: item, text: impactText(say, format, item) }));
    return items.length === 0 ? [] : [{ group, title: say(`group.${group}`), items: told }];
  });
}
