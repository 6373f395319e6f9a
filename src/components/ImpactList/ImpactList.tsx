'use client';
import { forwardRef } from 'react';
import type { Impact } from '../../core/impact.js';
import { part } from '../../theme/parts.js';
import { Icon, type IconName } from '../shared/Icon.js';
import { LinkOut } from '../shared/LinkOut.js';
import { useKit } from '../shared/useKit.js';
import { impactGroups, type Group } from '../../react/words/impact.js';
import { useRemedies, type Remedies } from '../../react/remedies.js';
import { rendered, type PartProps } from '../shared/render.js';

const MARKS: Readonly<Record<Group, IconName>> = {
  block: 'warn',
  over: 'warn',
  lost: 'minus',
  gained: 'plus',
  kept: 'check',
};

export interface ImpactListProps extends PartProps<HTMLDivElement> {
  readonly impact: readonly Impact[];
  /** Links to where something can be done about it. Default: those of the dialog or preview around. */
  readonly remedies?: Remedies;
}

/** What a change brings, takes away and leaves as it is, in groups that say so in words. */
export const ImpactList = forwardRef<HTMLDivElement, ImpactListProps>(function ImpactList(
  { impact, remedies, render, className, ...rest },
  ref,
) {
  const { say, format, root } = useKit();
  const remedyOf = useRemedies(remedies);
  if (impact.length === 0) return null;
  return rendered(
    render,
    <div ref={ref} {...root} {...rest} className={part('impact', className)}>
      {impactGroups(say, format, impact).map(({ group, title, items }) => (
        <div key={group} className={part('impact-group')} data-group={group}>
          <p className={part('impact-title')}>{title}</p>
          <ul aria-label={title}>
            {items.map(({ impact: item, text }, index) => {
              const remedy = remedyOf(item);
              return (
                <li key={index} className={part('impact-item')} data-severity={item.severity}>
                  <Icon name={MARKS[group]} />
                  <span>
                    {text} {remedy && <LinkOut href={remedy.href}>{remedy.label}</LinkOut>}
                  </span>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </div>,
  );
});
