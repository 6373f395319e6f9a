import type { Catalog, Selection } from '../../core/adapter.js';
import { findPrice, sameInterval, type Addon } from '../../core/plan.js';

type Chosen = readonly { readonly addonId: string; readonly quantity: number }[];

/** An add-on as a box to tick. */
export interface AddonChoice {
  readonly addon: Addon;
  readonly isOn: boolean;
  readonly quantity: number;
  /** What is sent when it is turned on or off. */
  readonly turned: (isOn: boolean) => NonNullable<Selection['addons']>;
}

/**
 * The add-ons to choose from, kept unless the customer says otherwise. Empty where billing has none, or where one that is held
 * could not be kept by name.
 */
export function addonChoices(
  { addons, plans, subscription, capabilities }: Catalog,
  selection: Selection,
): readonly AddonChoice[] {
  const held = subscription?.addons ?? [];
  const target = findPrice(plans, selection.priceId);
  const isHeld = (id: string) => held.some(({ addonId }) => addonId === id);
  const offered = addons.filter(
    ({ id, interval }) => isHeld(id) || (target !== null && sameInterval(interval, target.price.interval)),
  );
  if (!capabilities.addons || !held.every(({ addonId }) => offered.some(({ id }) => id === addonId))) return [];
  const chosen = chosenOf(selection, held);
  return offered.map((addon) => {
    const one = chosen.find(({ addonId }) => addonId === addon.id);
    const others = chosen.filter(({ addonId }) => addonId !== addon.id);
    const quantity = held.find(({ addonId }) => addonId === addon.id)?.quantity ?? 1;
    return {
      addon,
      isOn: one !== undefined,
      quantity: one?.quantity ?? 1,
      turned: (isOn) => intentOf(isOn ? [...others, { addonId: addon.id, quantity }] : others, held),
    };
  });
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
