'use client';
import { forwardRef, useState, type FieldsetHTMLAttributes } from 'react';
import type { AppliedDiscount } from '../../core/subscription.js';
import { codeChoices } from '../../react/words/codes.js';
import { part } from '../../theme/parts.js';
import { Button } from '../shared/Button.js';
import { Input } from '../shared/Input.js';
import { CheckOption } from './CheckOption.js';
import { useRevision } from './useRevision.js';
import { rendered, type PartProps } from '../shared/render.js';
import { useId } from '../../react/useId.js';

export type DiscountsFieldProps = PartProps<HTMLFieldSetElement, FieldsetHTMLAttributes<HTMLFieldSetElement>>;

/**
 * Discounts in force, kept unless the customer says otherwise, and a field for a promotion code; priced anew with each choice.
 * Nothing where billing takes no codes. For `choices` of the dialog.
 */
export const DiscountsField = forwardRef<HTMLFieldSetElement, DiscountsFieldProps>(function DiscountsField(
  { render, className, ...rest },
  ref,
) {
  const revision = useRevision();
  const [typed, setTyped] = useState<string | null>(null);
  const [id, reason] = [useId(), useId()];
  if (revision === null) return null;
  const { kit, catalog, selection, preview, isSent, revise } = revision;
  const { say, tell, date, state } = kit;
  if (!catalog.capabilities.discounts) return null;
  const held = catalog.subscription?.discounts ?? [];
  const { kept, good, refused, intent } = codeChoices(selection, held, preview, state);
  const entry = typed ?? refused ?? '';
  const isDropping = entry !== '' && entry === refused;
  const choose = (discounts: readonly AppliedDiscount[], codes: readonly string[]) =>
    revise({ discountCodes: intent(discounts, codes) });
  const apply = () => {
    const code = entry.trim();
    setTyped(null);
    if (isDropping) choose(kept, good);
    else if (code !== '' && !good.includes(code)) choose(kept, [...good, code]);
  };
  return rendered(
    render,
    <fieldset ref={ref} disabled={isSent} {...kit.root} {...rest} className={part('choice', className)}>
      <legend className={part('choice-label')}>{say('discounts.label')}</legend>
      {held.map((discount, index) => (
        <CheckOption
          key={index}
          isOn={kept.includes(discount)}
          onTurn={(isOn) => choose(isOn ? [...kept, discount] : kept.filter((one) => one !== discount), good)}
          detail={discount.endsAt && tell('line.until', { date: date(discount.endsAt) })}
        >
          {discount.name ?? discount.code ?? say('line.discount')}
        </CheckOption>
      ))}
      {good.map((code) => (
        <CheckOption
          key={code}
          isOn
          onTurn={() =>
            choose(
              kept,
              good.filter((one) => one !== code),
            )
          }
          detail={null}
        >
          {code}
        </CheckOption>
      ))}
      <label htmlFor={id} className={part('choice-label')}>
        {say('code.label')}
      </label>
      <div className={part('choice-entry')}>
        <Input
          id={id}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-invalid={refused !== null}
          aria-describedby={refused === null ? undefined : reason}
          value={entry}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            apply();
          }}
        />
        <Button onClick={apply}>{say(isDropping ? 'code.remove' : 'code.apply')}</Button>
      </div>
      {refused !== null && (
        <p id={reason} className={part('hint')} data-tone="danger">
          {say('code.refused', { code: refused })}
        </p>
      )}
    </fieldset>,
  );
});
