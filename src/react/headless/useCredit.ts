'use client';
import { useState } from 'react';
import type { TopUp } from '../../core/adapter.js';
import { changing } from '../../core/flow/changing.js';
import { isResting } from '../../core/flow/rules.js';
import { toppingUp } from '../../core/flow/toppingUp.js';
import { undoing } from '../../core/flow/undoing.js';
import { en } from '../../locale/en.js';
import { useScope } from '../context.js';
import { textKit, type CreditKit } from '../kit.js';
import { useAnnounced } from '../useAnnounced.js';
import { methodText } from '../words/rows.js';
import { creditAnnouncement, topUpView } from '../words/topUpView.js';
import { button, type Action } from './action.js';
import { inputProps, partProps, type InputGetter, type PartGetter } from './props.js';
import { wordsOf, type OutcomeWords } from './useOutcome.js';
import { useId } from '../useId.js';

/** An amount of credit that is sold, as a radio. */
export interface CreditOption {
  readonly topUp: TopUp;
  readonly label: string;
  readonly isChosen: boolean;
  readonly getInputProps: InputGetter;
}

export interface Credit {
  readonly title: string;
  /** The credit that is held; null where billing keeps none. */
  readonly balance: { readonly label: string; readonly amount: string } | null;
  readonly label: string;
  /** Empty where none is sold. */
  readonly options: readonly CreditOption[];
  readonly getGroupProps: PartGetter;
  /** Buys what is chosen: its words hold the amount. Null where none is sold. */
  readonly pay: Action | null;
  readonly isBusy: boolean;
  /** With which payment method. */
  readonly method: string | null;
  /** What became of a purchase, in the place of the options. */
  readonly outcome: OutcomeWords | null;
}

/** The credit that a customer holds, and more of it where it is sold. Null where billing says neither. */
export function useCredit(): Credit | null {
  const scope = useScope();
  const { flow } = scope;
  const kit: CreditKit<string> = textKit(
    scope,
    'with' in flow ? flow.with(changing).with(undoing).with(toppingUp) : flow,
    en,
  );
  useAnnounced((before, now) => creditAnnouncement(before, now, kit), always);
  const [chosenId, setChosen] = useState<string | null>(null);
  const id = useId();
  const { say, money, format, state, catalog } = kit;
  const view = topUpView(kit, state);
  const balance = catalog?.capabilities.credits ? (catalog.subscription?.creditBalance ?? null) : null;
  const sold = catalog?.capabilities.topUp && catalog.may === 'change' ? catalog.topUps : [];
  if (balance === null && sold.length === 0 && view === null) return null;
  const chosen = sold.find((topUp) => topUp.id === chosenId) ?? sold[0];
  const isBusy = state.status === 'topping_up';
  const method = catalog?.subscription?.paymentMethod;
  const label = say('credit.choose');
  return {
    title: say('credit.title'),
    balance: balance && { label: say('credit.balance'), amount: money(balance) },
    label,
    options: sold.map((topUp) => ({
      topUp,
      label: money(topUp.amount),
      isChosen: topUp === chosen,
      getInputProps: inputProps({
        type: 'radio',
        name: id,
        value: topUp.id,
        checked: topUp === chosen,
        disabled: isBusy,
        onChange: () => setChosen(topUp.id),
      }),
    })),
    getGroupProps: partProps({ role: 'radiogroup', 'aria-label': label }),
    pay: chosen
      ? button(
          isBusy ? say('credit.working') : say('credit.pay', { amount: format.money(chosen.amount) }),
          isResting(state) ? () => kit.flow.topUp(chosen) : null,
        )
      : null,
    isBusy,
    method: method ? say('credit.from', { method: methodText(say, method) }) : null,
    outcome: view && wordsOf(view),
  };
}

const always = () => true;
