import type { ReactNode } from 'react';
import type { Plan } from '../../core/plan.js';
import type { PlanKit } from '../../react/kit.js';
import type { Offer } from '../../react/words/offer.js';
import { planActOf, type PlanRoute } from '../../react/words/planAct.js';
import { part } from '../../theme/parts.js';
import { Button } from '../shared/Button.js';
import { LinkOut } from '../shared/LinkOut.js';

interface ActProps extends PlanRoute {
  readonly isLong: boolean;
  readonly disabled: boolean;
  readonly 'aria-describedby': string;
}

/** What can be done about a plan from its card. Its name is part of what each button is called. */
export function planAct(
  kit: PlanKit,
  plan: Plan,
  offer: Offer,
  { isLong, onPlanSelect, planHref, ...rest }: ActProps,
): ReactNode {
  const { flow } = kit;
  const act = planActOf(kit, plan, offer, { onPlanSelect, planHref }, isLong);
  if (act === null) return null;
  const label = (
    <>
      {act.label}{' '}
      {!act.label.includes(plan.name) && (
        <span className={part('sr')} lang={plan.lang.name}>
          {plan.name}
        </span>
      )}
    </>
  );
  switch (act.kind) {
    case 'pick': {
      const { picked } = act;
      const kind = act.leads ? 'primary' : 'secondary';
      if (planHref)
        return (
          <LinkOut href={planHref(picked)} kind={kind}>
            {label}
          </LinkOut>
        );
      const pick = onPlanSelect ?? (() => flow.review({ priceId: picked.price.id }));
      return (
        <Button {...rest} kind={kind} onClick={() => pick(picked)}>
          {label}
        </Button>
      );
    }
    case 'interval':
      return (
        <Button {...rest} onClick={() => flow.chooseInterval(act.interval)}>
          {label}
        </Button>
      );
    default:
      return (
        <LinkOut href={act.href} kind={act.kind === 'sales' ? 'secondary' : undefined}>
          {label}
        </LinkOut>
      );
  }
}
