'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import type { Impact } from '../../core/impact.js';
import type { Format } from '../../locale/format.js';
import type { Say } from '../../locale/words.js';
import { useFormat } from '../../react/useFormat.js';
import { useMessages } from '../../react/useMessages.js';
import { part } from '../../theme/parts.js';
import { Icon, type IconName } from '../shared/Icon.js';

type Group = 'block' | 'over' | 'lost' | 'gained' | 'kept';

const GROUPS: readonly (readonly [Group, IconName])[] = [
  ['block', 'warn'],
  ['over', 'warn'],
  ['lost', 'minus'],
  ['gained', 'plus'],
  ['kept', 'check'],
];

function groupOf({ kind, severity }: Impact): Group {
  if (severity === 'block') return 'block';
  switch (kind) {
    case 'seats_exceeded':
    case 'limit_exceeded':
    case 'data_at_risk':
      return 'over';
    case 'feature_lost':
    case 'limit_lowered':
    case 'addon_removed':
    case 'discount_lost':
    case 'scheduled_change_replaced':
      return 'lost';
    case 'feature_gained':
    case 'limit_raised':
      return 'gained';
    case 'addon_kept':
    case 'discount_kept':
    case 'item_kept':
      return 'kept';
  }
}

/** One thing that a change does, as a short text. */
export function impactText(say: Say, format: Format, item: Impact): string {
  const { name } = item;
  switch (item.kind) {
    case 'seats_exceeded':
    case 'limit_exceeded':
      return say(`impact.${item.kind}`, {
        name,
        used: format.number(item.used),
        included: format.number(item.included),
      });
    case 'limit_raised':
    case 'limit_lowered': {
      const cap = (limit: number | null) => (limit === null ? say('impact.noLimit') : format.number(limit));
      return say(`impact.${item.kind}`, { name, from: cap(item.from), to: cap(item.to) });
    }
    case 'scheduled_change_replaced':
      return say('impact.scheduled_change_replaced', { name, date: format.date(item.effectiveAt) });
    case 'feature_gained':
    case 'feature_lost':
    case 'data_at_risk':
    case 'addon_removed':
    case 'addon_kept':
    case 'discount_lost':
    case 'discount_kept':
    case 'item_kept':
      return say(`impact.${item.kind}`, { name });
  }
}

export interface ImpactListProps extends HTMLAttributes<HTMLDivElement> {
  readonly impact: readonly Impact[];
}

/** What a change brings, takes away and leaves as it is, in groups that say so in words. */
export const ImpactList = forwardRef<HTMLDivElement, ImpactListProps>(function ImpactList(
  { impact, className, ...rest },
  ref,
) {
  const { say } = useMessages();
  const format = useFormat();
  const groups = GROUPS.map(([group, icon]) => ({
    group,
    icon,
    items: impact.filter((item) => groupOf(item) === group),
  }));
  if (impact.length === 0) return null;
  return (
    <div ref={ref} {...rest} className={part('impact', className)}>
      {groups.map(({ group, icon, items }) =>
        items.length === 0 ? null : (
          <div key={group} className={part('impact-group')} data-group={group}>
            <p className={part('impact-title')}>{say(`group.${group}`)}</p>
            <ul aria-label={say(`group.${group}`)}>
              {items.map((item, index) => (
                <li key={index} className={part('impact-item')}>
                  <Icon name={icon} />
                  <span>{impactText(say, format, item)}</span>
                </li>
              ))}
            </ul>
          </div>
        ),
      )}
    </div>
  );
});
