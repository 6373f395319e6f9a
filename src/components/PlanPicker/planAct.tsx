import type { ReactElement } from 'react';
import { planActOf } from '../../react/words/planAct.js';
import { part } from '../../theme/parts.js';
import { Button } from '../shared/Button.js';
import { LinkOut } from '../shared/LinkOut.js';
import type { PlanCardScope } from './cardScope.js';

/** What can be done about a plan from its card. Its name is part of what each button is called. */
export function planAct({
  kit,
  plan,
  offer,
  route,
  ids,
  isLong,
  isPaused,
  canBeChosen,
}: PlanCardScope): ReactElement<object> | null {
  const { flow } = kit;
  const { onPlanSelect, planHref } = route;
  const act = canBeChosen ? null : planActOf(kit, plan, offer, route, isLong);
  if (act === null) return null;
  const rest = { disabled: isPaused, 'aria-describedby': ids.about };
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
