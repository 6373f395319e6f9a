import { render, type RenderResult } from '@testing-library/react';
import type { ReactElement } from 'react';
import {
  ChangePlanProvider,
  createBrowserEnvironment,
  type BillingAdapter,
  type ChangePlanFlow,
  type FlowEnvironment,
  type FlowState,
  type Messages,
} from 'planshift';

const nothing = () => {};

export interface Acts {
  readonly calls: readonly (readonly [name: string, ...args: unknown[]])[];
}

/** A flow that stands still in one state, moves only by hand, and writes down what is asked of it. */
export function stillFlow(first: FlowState): ChangePlanFlow & Acts & { readonly move: (state: FlowState) => void } {
  let state = first;
  const listeners = new Set<() => void>();
  const calls: [string, ...unknown[]][] = [];
  const act =
    (name: string) =>
    (...args: readonly unknown[]) =>
      void calls.push([name, ...args]);
  return {
    calls,
    move(next) {
      state = next;
      for (const listener of listeners) listener();
    },
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: nothing,
    dispose: nothing,
    chooseInterval: act('chooseInterval'),
    chooseCurrency: act('chooseCurrency'),
    choosePrice: act('choosePrice'),
    review: act('review'),
    leaveReview: act('leaveReview'),
    confirm: act('confirm'),
    acknowledge: act('acknowledge'),
    continueCheckout: act('continueCheckout'),
    abandonCheckout: act('abandonCheckout'),
    check: act('check'),
    undo: act('undo'),
    reload: act('reload'),
    cancel: act('cancel'),
    topUp: act('topUp'),
    onEvent: () => nothing,
    openLink(...args) {
      calls.push(['openLink', ...args]);
      return new Promise(() => {});
    },
  };
}

export interface Shown extends RenderResult {
  readonly flow: ReturnType<typeof stillFlow>;
}

export interface StageOptions {
  readonly messages?: Partial<Messages>;
  readonly locale?: string;
  readonly timeZone?: string;
  readonly allowWithoutPreview?: boolean;
}

/** Draws a piece of the kit in one state of the flow. */
export function show(ui: ReactElement, state: FlowState, options: StageOptions = {}): Shown {
  const flow = stillFlow(state);
  const shown = render(
    <ChangePlanProvider flow={flow} locale="en" timeZone="UTC" {...options}>
      {ui}
    </ChangePlanProvider>,
  );
  return { ...shown, flow };
}

/** A page whose storage is its own, so that tests do not meet. */
export function ownEnvironment(changes: Partial<FlowEnvironment> = {}): FlowEnvironment {
  const kept = new Map<string, string>();
  return {
    ...createBrowserEnvironment(),
    storage: {
      get: (key) => kept.get(key) ?? null,
      set: (key, value) => void kept.set(key, value),
      remove: (key) => void kept.delete(key),
    },
    broadcast: nothing,
    onBroadcast: () => nothing,
    ...changes,
  };
}

/** Draws a piece of the kit on a billing system that answers. */
export function showLive(ui: ReactElement, adapter: BillingAdapter, environment = ownEnvironment()): RenderResult {
  return render(
    <ChangePlanProvider adapter={adapter} environment={environment} locale="en" timeZone="UTC">
      {ui}
    </ChangePlanProvider>,
  );
}
