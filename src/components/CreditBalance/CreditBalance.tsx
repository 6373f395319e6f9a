'use client';
import { forwardRef, useState } from 'react';
import type { TopUp } from '../../core/adapter.js';
import { isResting } from '../../core/flow/rules.js';
import { part } from '../../theme/parts.js';
import { StatusPlace } from '../Outcome/StatusPlace.js';
import { methodText } from '../../react/words/rows.js';
import { Button } from '../shared/Button.js';
import { Choice } from '../shared/Choice.js';
import { facts, hint } from '../shared/facts.js';
import { below, Heading, type HeadingLevel } from '../shared/Heading.js';
import { aloud } from '../../react/kit.js';
import { useAnnounced } from '../../react/useAnnounced.js';
import { creditAnnouncement, topUpView } from '../../react/words/topUpView.js';
import { useCreditKit } from './useCreditKit.js';
import type { CreditKit } from '../../react/kit.js';
import { rendered, type PartProps } from '../shared/render.js';
import { useId } from '../../react/useId.js';

export interface CreditBalanceProps extends PartProps<HTMLElement> {
  /** Default 3. */
  readonly headingLevel?: HeadingLevel;
}

/** The credit that a customer holds, and more of it where it is sold. Nothing where billing says neither. */
export const CreditBalance = forwardRef<HTMLElement, CreditBalanceProps>(function CreditBalance(
  { headingLevel = 3, render, className, ...rest },
  ref,
) {
  const kit = useCreditKit();
  const { say, money, state, catalog } = kit;
  const id = useId();
  useAnnounced((before, now) => creditAnnouncement(before, now, aloud(kit)), always);
  const view = topUpView(kit, state);
  const balance = catalog?.capabilities.credits ? (catalog.subscription?.creditBalance ?? null) : null;
  const sold = catalog?.capabilities.topUp && catalog.may === 'change' ? catalog.topUps : [];
  if (balance === null && sold.length === 0 && view === null) return null;
  return rendered(
    render,
    <section ref={ref} aria-labelledby={id} {...kit.root} {...rest} className={part('credit', className)}>
      <Heading level={headingLevel} id={id} className={part('heading')}>
        {say('credit.title')}
      </Heading>
      {facts([[say('credit.balance'), balance && money(balance)]])}
      {view ? <StatusPlace view={view} headingLevel={below(headingLevel)} /> : <Shop kit={kit} sold={sold} />}
    </section>,
  );
});

const always = () => true;

interface ShopProps {
  readonly kit: CreditKit;
  readonly sold: readonly TopUp[];
}

/** Choose, then pay what the button says. */
function Shop({ kit, sold }: ShopProps) {
  const { say, money, format, state, flow, catalog } = kit;
  const [chosenId, setChosen] = useState<string | null>(null);
  const chosen = sold.find(({ id }) => id === chosenId) ?? sold[0];
  if (!chosen) return null;
  const isSent = state.status === 'topping_up';
  const isFree = isResting(state);
  const method = catalog?.subscription?.paymentMethod;
  return (
    <>
      {sold.length > 1 && (
        <Choice
          label={say('credit.choose')}
          options={sold.map(({ id, amount }) => [id, money(amount)])}
          value={chosen.id}
          isOff={isSent}
          onChoose={setChosen}
        />
      )}
      <div className={part('actions')}>
        <Button aria-disabled={!isFree} data-busy={isSent} onClick={isFree ? () => flow.topUp(chosen) : undefined}>
          {isSent ? say('credit.working') : say('credit.pay', { amount: format.money(chosen.amount) })}
        </Button>
        {method && hint(say('credit.from', { method: methodText(say, method) }))}
      </div>
    </>
  );
}
