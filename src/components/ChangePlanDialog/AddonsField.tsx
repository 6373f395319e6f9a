'use client';
import type { Selection } from '../../core/adapter.js';
import { findPrice, sameInterval } from '../../core/plan.js';
import { perInterval } from '../../locale/words.js';
import { part } from '../../theme/parts.js';
import { CheckOption } from './CheckOption.js';
import { useRevision } from './useRevision.js';

type Chosen = readonly { readonly addonId: string; readonly quantity: number }[];

/**
 * Add-ons, kept unless the customer says otherwise, and priced anew with each choice. Nothing where billing has none, or where
 * one that is held could not be kept by name. For `choices` of the dialog.
 */
export function AddonsField() {
  const revision = useRevision();
  if (revision === null) return null;
  const { kit, catalog, selection, isSent, revise } = revision;
  const { say, tell, money } = kit;
  const held = catalog.subscription?.addons ?? [];
  const target = findPrice(catalog.plans, selection.priceId);
  const isHeld = (id: string) => held.some(({ addonId }) => addonId === id);
  const offered = catalog.addons.filter(
    ({ id, interval }) => isHeld(id) || (target !== null && sameInterval(interval, target.price.interval)),
  );
  const isNamed = held.every(({ addonId }) => offered.some(({ id }) => id === addonId));
  if (!catalog.capabilities.addons || offered.length === 0 || !isNamed) return null;
  const chosen = chosenOf(selection, held);
  const toggle = (addonId: string, isWanted: boolean) => {
    const others = chosen.filter((one) => one.addonId !== addonId);
    const quantity = held.find((one) => one.addonId === addonId)?.quantity ?? 1;
    revise({ addons: intentOf(isWanted ? [...others, { addonId, quantity }] : others, held) });
  };
  return (
    <fieldset className={part('choice')} disabled={isSent}>
      <legend className={part('choice-label')}>{say('addons.label')}</legend>
      {offered.map(({ id, name, amount, interval }) => {
        const quantity = chosen.find((one) => one.addonId === id)?.quantity ?? 1;
        return (
          <CheckOption
            key={id}
            isOn={chosen.some(({ addonId }) => addonId === id)}
            onTurn={(isOn) => toggle(id, isOn)}
            detail={amount && tell('price.per', { amount: money(amount), per: perInterval(say, interval) })}
          >
            {quantity > 1 ? say('line.quantity', { name, count: quantity }) : name}
          </CheckOption>
        );
      })}
    </fieldset>
  );
}

function chosenOf({ addons }: Selection, held: Chosen): Chosen {
  switch (addons?.intent) {
    case undefined:
    case 'keep':
      return held;
    case 'replace':
      return addons.values;
    case 'remove':
      return [];
  }
}

/** What is as it was is kept; nothing that is left out is ever removed by accident. */
function intentOf(chosen: Chosen, held: Chosen): NonNullable<Selection['addons']> {
  const isAsHeld =
    chosen.length === held.length && chosen.every((one) => held.some((old) => old.addonId === one.addonId));
  if (isAsHeld) return { intent: 'keep' };
  if (chosen.length === 0) return { intent: 'remove' };
  return { intent: 'replace', values: chosen.map(({ addonId, quantity }) => ({ addonId, quantity })) };
}
