import type { ReactNode } from 'react';
import {
  CancelDialog,
  ChangePlan,
  ChangePlanDialog,
  CreditBalance,
  CurrentPlan,
  OutcomePanel,
  ScheduledChangeNotice,
  SubscriptionNotice,
  type Capabilities,
  type FlowState,
  type FlowStatus,
} from 'planshift';
import { everyState } from 'planshift/testing';
import { Still } from '../components/Still.js';

/** Where a state is looked at: the whole section, a dialog above it, the result on the page, the notices or the credit alone. */
export type View = 'section' | 'dialog' | 'outcome' | 'notices' | 'cancel' | 'credit';

/** Where a customer meets a status first. A new status does not compile without its place. */
export const VIEWS: Readonly<Record<FlowStatus, View>> = {
  loading: 'section',
  load_failed: 'section',
  choosing: 'section',
  previewing: 'dialog',
  preview_failed: 'dialog',
  reviewing: 'dialog',
  confirming: 'dialog',
  redirecting: 'dialog',
  checking: 'dialog',
  settled: 'dialog',
  undoing: 'notices',
  undo_settled: 'notices',
  undo_failed: 'notices',
  canceling: 'cancel',
  cancel_settled: 'cancel',
  cancel_failed: 'cancel',
  topping_up: 'credit',
  top_up_settled: 'credit',
  top_up_failed: 'credit',
};

export const stateNames: readonly string[] = everyState.map(([name]) => name);

/** @throws RangeError for a name that no state has. */
export function stateNamed(name: string): FlowState {
  const found = everyState.find(([one]) => one === name);
  if (found === undefined) throw new RangeError(`There is no state "${name}".`);
  return found[1];
}

function drawn(view: View): ReactNode {
  switch (view) {
    case 'section':
      return <ChangePlan />;
    case 'dialog':
      return <ChangePlanDialog open />;
    case 'outcome':
      return <OutcomePanel />;
    case 'cancel':
      return <CancelDialog open />;
    case 'credit':
      return <CreditBalance />;
    case 'notices':
      return (
        <>
          <CurrentPlan />
          <SubscriptionNotice />
          <ScheduledChangeNotice />
        </>
      );
  }
}

export interface AtlasScreenProps {
  /** A name of `everyState`. */
  readonly name: string;
  /** Default: where a customer meets it first. */
  readonly view?: View | 'usual';
  /** What the billing system can do. Default: as the sample says. */
  readonly capabilities?: Capabilities | null;
  /** Why the billing system never leads here; shown in place of the screen. */
  readonly impossible?: string | null;
  readonly allowWithoutPreview?: boolean;
}

/** One state of `everyState`, as a host would show it. */
export function AtlasScreen({
  name,
  view = 'usual',
  capabilities = null,
  impossible = null,
  allowWithoutPreview = false,
}: AtlasScreenProps) {
  if (impossible !== null) return <p>{impossible}</p>;
  const state = withCapabilities(stateNamed(name), capabilities);
  return (
    <div data-atlas={name} key={`${name} ${view}`}>
      <Still state={state} allowWithoutPreview={allowWithoutPreview}>
        {drawn(view === 'usual' ? VIEWS[state.status] : view)}
      </Still>
    </div>
  );
}

function withCapabilities(state: FlowState, capabilities: Capabilities | null): FlowState {
  if (capabilities === null || !('catalog' in state)) return state;
  return { ...state, catalog: { ...state.catalog, capabilities } };
}
