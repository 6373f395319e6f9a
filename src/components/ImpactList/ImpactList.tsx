'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import type { Impact } from '../../core/impact.js';
import { part } from '../../theme/parts.js';
import { Icon, type IconName } from '../shared/Icon.js';
import { useKit } from '../shared/useKit.js';
import { groupOf, impactText, type Group } from './impact.js';

const GROUPS: readonly (readonly [Group, IconName])[] = [
  ['block', 'warn'],
  ['over', 'warn'],
  ['lost', 'minus'],
  ['gained', 'plus'],
  ['kept', 'check'],
];

export interface ImpactListProps extends HTMLAttributes<HTMLDivElement> {
  readonly impact: readonly Impact[];
}

/** What a change brings, takes away and leaves as it is, in groups that say so in words. */
export const ImpactList = forwardRef<HTMLDivElement, ImpactListProps>(function ImpactList(
  { impact, className, ...rest },
  ref,
) {
  const { say, format } = useKit();
  if (impact.length === 0) return null;
  return (
    <div ref={ref} {...rest} className={part('impact', className)}>
      {GROUPS.map(([group, icon]) => {
        const items = impact.filter((item) => groupOf(item) === group);
        const title = say(`group.${group}`);
        return items.length === 0 ? null : (
          <div key={group} className={part('impact-group')} data-group={group}>
            <p className={part('impact-title')}>{title}</p>
            <ul aria-label={title}>
              {items.map((item, index) => (
                <li key={index} className={part('impact-item')}>
                  <Icon name={icon} />
                  <span>{impactText(say, format, item)}</span>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </div>
  );
});
