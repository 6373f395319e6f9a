import type { ReactElement, ReactNode } from 'react';
import type { Money } from '../../core/money.js';
import type { BillingInterval, Plan, Price } from '../../core/plan.js';
import type { PlanKit } from '../../react/kit.js';
import { noPriceWords, priceWords } from '../../react/words/price.js';
import { part } from '../../theme/parts.js';
import { figure } from '../shared/kit.js';

interface Priced {
  readonly plan: Plan;
  readonly price: Price | null;
  /** The chosen interval, to be named where the plan is not sold at it. */
  readonly interval: BillingInterval | null;
  readonly id: string;
}

/** "$24 per month", and below it what is really billed, and at first, where those are other sums. */
export function planPrice(kit: PlanKit, { id, plan, price, interval }: Priced): ReactElement<object> {
  return (
    <div className={part('plan-price')} id={id}>
      {price?.amount ? known(kit, price, price.amount) : <small>{noPriceWords(kit, plan, price, interval)}</small>}
    </div>
  );
}

function known(kit: PlanKit, price: Price, value: Money): ReactNode {
  const { tell, format } = kit;
  const { amount, per, billed, intro } = priceWords(kit, price, value);
  const priced = (money: Money) => figure(format.price(money));
  if (per === null) return priced(amount);
  return (
    <>
      {tell('price.per', { amount: priced(amount), per: <small>{per}</small> })}
      {billed && (
        <span className={part('plan-billed')}>
          {tell('price.billed', { amount: priced(billed.amount), interval: billed.interval })}
        </span>
      )}
      {intro && <span className={part('plan-billed')}>{intro}</span>}
    </>
  );
}
