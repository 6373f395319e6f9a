'use client';
import { useState } from 'react';
import type { Selection } from '../../core/adapter.js';
import { perInterval } from '../../locale/words.js';
import { useShownPreview } from '../useShownPreview.js';
import { addonChoices } from '../words/addons.js';
import { codeChoices } from '../words/codes.js';
import { countedPlan, quantityBounds } from '../words/quantity.js';
import { button, type Action } from './action.js';
import { inputProps, labelProps, partProps, type InputGetter, type LabelGetter, type PartGetter } from './props.js';
import { useTextKit } from './useTextKit.js';
import { useId } from '../useId.js';

/** One of several that can be had or not. */
export interface CheckChoice {
  readonly key: string;
  readonly label: string;
  /** What it costs, or how long it lasts. */
  readonly detail: string | null;
  readonly isOn: boolean;
  readonly getInputProps: InputGetter;
}

/** What a customer may choose beside the plan and its time. Each choice is priced anew. */
export interface ReviewChoices {
  /** Null where billing sells no quantities. */
  readonly quantity: {
    readonly label: string;
    /** How few can be had, and why. */
    readonly hint: string | null;
    readonly isWrong: boolean;
    readonly fewer: Action;
    readonly more: Action;
    readonly getLabelProps: LabelGetter;
    /** Priced when it is left, or by Enter. */
    readonly getInputProps: InputGetter;
    readonly getHintProps: PartGetter;
  } | null;
  /** Null where there are none. */
  readonly addons: { readonly label: string; readonly options: readonly CheckChoice[] } | null;
  /** Discounts in force and codes that were entered. Null where billing takes no codes. */
  readonly discounts: {
    readonly label: string;
    readonly options: readonly CheckChoice[];
    readonly codeLabel: string;
    readonly getLabelProps: LabelGetter;
    readonly getInputProps: InputGetter;
    /** Uses the code that was typed, or removes the one that was refused. */
    readonly apply: Action;
    /** That the code cannot be used. */
    readonly error: string | null;
    readonly getErrorProps: PartGetter;
  } | null;
}

export interface UseReviewChoicesOptions {
  /** The feature that is paid for one by one. Default: the one whose included number is the quantity that is held. */
  readonly featureId?: string;
}

/** Quantity, add-ons and discounts of the change that is reviewed; null while none is. The host's server accepts each by name. */
export function useReviewChoices({ featureId }: UseReviewChoicesOptions = {}): ReviewChoices | null {
  const kit = useTextKit();
  const { say, tell, money, date, state, flow } = kit;
  const preview = useShownPreview(state);
  const [count, setCount] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  if (!('selection' in state)) return null;
  const { catalog, selection } = state;
  const isSent = state.status === 'confirming';
  const revise = (changes: Partial<Selection>) => flow.choosePrice({ ...selection, ...changes });
  const check = (key: string, label: string, detail: string | null, isOn: boolean, turn: (isOn: boolean) => void) => ({
    key,
    label,
    detail,
    isOn,
    getInputProps: inputProps({
      type: 'checkbox',
      checked: isOn,
      disabled: isSent,
      onChange: ({ target }) => turn(target.checked),
    }),
  });

  function quantityOf(): ReviewChoices['quantity'] {
    const plan = countedPlan(catalog, selection);
    if (plan === null) return null;
    const bounds = quantityBounds(plan, catalog.subscription, selection, featureId);
    const { quantity, least, isInUse, isPossible } = bounds;
    const choose = (wanted: number) => isPossible(wanted) && wanted !== quantity && revise({ quantity: wanted });
    const settle = () => {
      if (count !== null) choose(Number(count));
      setCount(null);
    };
    const isWrong = count !== null && !isPossible(Number(count));
    const step = (by: 1 | -1) =>
      button(
        say(by > 0 ? 'quantity.more' : 'quantity.fewer'),
        isSent || !isPossible(quantity + by) ? null : () => choose(quantity + by),
      );
    const hint = isInUse ? say('quantity.least', { count: least }) : isWrong ? say('quantity.one') : null;
    return {
      label: bounds.name ?? say('quantity.label'),
      hint,
      isWrong,
      fewer: step(-1),
      more: step(1),
      getLabelProps: labelProps({ htmlFor: `${id}q` }),
      getInputProps: inputProps({
        id: `${id}q`,
        type: 'number',
        inputMode: 'numeric',
        min: least,
        disabled: isSent,
        'aria-invalid': isWrong,
        'aria-describedby': hint === null ? undefined : `${id}h`,
        value: count ?? quantity,
        onChange: ({ target }) => setCount(target.value),
        onBlur: settle,
        onKeyDown: ({ key }) => key === 'Enter' && settle(),
      }),
      getHintProps: partProps({ id: `${id}h` }),
    };
  }

  function addonsOf(): ReviewChoices['addons'] {
    const options = addonChoices(catalog, selection).map(({ addon, isOn, quantity, turned }) =>
      check(
        addon.id,
        quantity > 1 ? say('line.quantity', { name: addon.name, count: quantity }) : addon.name,
        addon.amount && tell('price.per', { amount: money(addon.amount), per: perInterval(say, addon.interval) }),
        isOn,
        (isWanted) => revise({ addons: turned(isWanted) }),
      ),
    );
    return options.length === 0 ? null : { label: say('addons.label'), options };
  }

  function discountsOf(): ReviewChoices['discounts'] {
    if (!catalog.capabilities.discounts) return null;
    const held = catalog.subscription?.discounts ?? [];
    const { kept, good, refused, intent } = codeChoices(selection, held, preview, state);
    const entry = typed ?? refused ?? '';
    const isDropping = entry !== '' && entry === refused;
    const choose = (...wanted: Parameters<typeof intent>) => revise({ discountCodes: intent(...wanted) });
    const apply = () => {
      const code = entry.trim();
      setTyped(null);
      if (isDropping) choose(kept, good);
      else if (code !== '' && !good.includes(code)) choose(kept, [...good, code]);
    };
    const without = <T>(all: readonly T[], one: T) => all.filter((other) => other !== one);
    return {
      label: say('discounts.label'),
      options: [
        ...held.map((discount, index) =>
          check(
            `${index}`,
            discount.name ?? discount.code ?? say('line.discount'),
            discount.endsAt && tell('line.until', { date: date(discount.endsAt) }),
            kept.includes(discount),
            (isOn) => choose(isOn ? [...kept, discount] : without(kept, discount), good),
          ),
        ),
        ...good.map((code) => check(`code:${code}`, code, null, true, () => choose(kept, without(good, code)))),
      ],
      codeLabel: say('code.label'),
      getLabelProps: labelProps({ htmlFor: `${id}c` }),
      getInputProps: inputProps({
        id: `${id}c`,
        autoComplete: 'off',
        autoCapitalize: 'characters',
        spellCheck: false,
        disabled: isSent,
        'aria-invalid': refused !== null,
        'aria-describedby': refused === null ? undefined : `${id}e`,
        value: entry,
        onChange: ({ target }) => setTyped(target.value),
        onKeyDown: (event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          apply();
        },
      }),
      apply: button(say(isDropping ? 'code.remove' : 'code.apply'), isSent ? null : apply),
      error: refused === null ? null : say('code.refused', { code: refused }),
      getErrorProps: partProps({ id: `${id}e` }),
    };
  }

  return { quantity: quantityOf(), addons: addonsOf(), discounts: discountsOf() };
}
