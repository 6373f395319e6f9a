import type { ReactNode } from 'react';
import {
  Button,
  CancelDialog,
  CancelSubscription,
  ChangePlan,
  ChangePlanDialog,
  ChangePlanProvider,
  CreditBalance,
  CurrentPlan,
  Notice,
  OutcomePanel,
  PlanComparison,
  PlanGroup,
  QuantityField,
  ScheduledChangeNotice,
  SubscriptionNotice,
  type FlowState,
} from 'planshift';
import { everyState, harborPlans } from 'planshift/testing';
import { stillFlow } from '../../stories/frame/stillFlow.js';

/** @throws RangeError for a name that no state has. */
export function stateNamed(name: string): FlowState {
  const found = everyState.find(([one]) => one === name);
  if (!found) throw new RangeError(`There is no state "${name}".`);
  return found[1];
}

/** One state where a customer meets it first. */
export function StateScreen({ name }: { readonly name: string }) {
  const state = stateNamed(name);
  return (
    <ChangePlanProvider flow={stillFlow(state)} timeZone="UTC">
      {drawn(state)}
    </ChangePlanProvider>
  );
}

function drawn(state: FlowState): ReactNode {
  switch (state.status) {
    case 'loading':
    case 'load_failed':
    case 'choosing':
      return <ChangePlan />;
    case 'undoing':
    case 'undo_settled':
    case 'undo_failed':
      return (
        <>
          <CurrentPlan />
          <SubscriptionNotice />
          <ScheduledChangeNotice />
        </>
      );
    case 'canceling':
    case 'cancel_settled':
    case 'cancel_failed':
      return <CancelDialog open />;
    case 'topping_up':
    case 'top_up_settled':
    case 'top_up_failed':
      return <CreditBalance />;
    default:
      return <ChangePlanDialog open />;
  }
}

/** What is photographed in every host: every kind of element of the kit is in one of them. */
export const SCREENS = {
  picker: {
    state: 'flow choosing',
    part: '.kit-shot',
    node: (
      <div className="kit-shot">
        <ChangePlan />
        <PlanComparison />
      </div>
    ),
  },
  review: {
    state: 'flow reviewing',
    part: '.ps-dialog-panel',
    node: <ChangePlanDialog open choices={<QuantityField />} />,
  },
  outcome: { state: 'settled declined', part: '.kit-shot', node: <div className="kit-shot">{<OutcomePanel />}</div> },
  pieces: {
    state: 'flow choosing',
    part: '.kit-shot',
    node: (
      <div className="kit-shot" style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <PlanGroup mode="choose" plans={harborPlans.slice(1, 3)} />
        <Notice tone="warn">A notice of the host</Notice>
        <Button kind="primary">A button of the host</Button>
        <CancelSubscription />
      </div>
    ),
  },
  cancel: {
    state: 'flow choosing',
    part: '.ps-dialog-panel',
    node: <CancelDialog open confirmByTyping />,
  },
} as const;

export type ScreenName = keyof typeof SCREENS;

export function Screen({ name }: { readonly name: ScreenName }) {
  const { state, node } = SCREENS[name];
  return (
    <ChangePlanProvider flow={stillFlow(stateNamed(state))} timeZone="UTC">
      {node}
    </ChangePlanProvider>
  );
}
