'use client';
import { forwardRef, type FieldsetHTMLAttributes } from 'react';
import { perInterval } from '../../locale/words.js';
import { addonChoices } from '../../react/words/addons.js';
import { part } from '../../theme/parts.js';
import { CheckOption } from './CheckOption.js';
import { useRevision } from './useRevision.js';
import { rendered, type PartProps } from '../shared/render.js';

export type AddonsFieldProps = PartProps<HTMLFieldSetElement, FieldsetHTMLAttributes<HTMLFieldSetElement>>;

/**
 * Add-ons, kept unless the customer says otherwise, and priced anew with each choice. Nothing where billing has none, or where
 * one that is held could not be kept by name. For `choices` of the dialog.
 */
export const AddonsField = forwardRef<HTMLFieldSetElement, AddonsFieldProps>(function AddonsField(
  { render, className, ...rest },
  ref,
) {
  const revision = useRevision();
  if (revision === null) return null;
  const { kit, catalog, selection, isSent, revise } = revision;
  const { say, tell, money } = kit;
  const choices = addonChoices(catalog, selection);
  if (choices.length === 0) return null;
  return rendered(
    render,
    <fieldset ref={ref} disabled={isSent} {...kit.root} {...rest} className={part('choice', className)}>
      <legend className={part('choice-label')}>{say('addons.label')}</legend>
      {choices.map(({ addon: { id, name, amount, interval }, isOn, quantity, turned }) => (
        <CheckOption
          key={id}
          isOn={isOn}
          onTurn={(isWanted) => revise({ addons: turned(isWanted) })}
          detail={amount && tell('price.per', { amount: money(amount), per: perInterval(say, interval) })}
        >
          {quantity > 1 ? say('line.quantity', { name, count: quantity }) : name}
        </CheckOption>
      ))}
    </fieldset>,
  );
});
