'use client';
import {
  forwardRef,
  useEffect,
  useImperativeHandle,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { createBrowserEnvironment } from '../browser/createBrowserEnvironment.js';
import type { BillingAdapter, Catalog } from '../core/adapter.js';
import type { ChangePlanFlow } from '../core/flow/createChangePlanFlow.js';
import { createPlanFlow } from '../core/flow/createPlanFlow.js';
import type { FlowEnvironment } from '../core/flow/environment.js';
import type { FlowReport } from '../core/flow/report.js';
import { catalogOf } from '../core/flow/state.js';
import { createFormat } from '../locale/format.js';
import type { Language } from '../locale/language.js';
import type { Messages } from '../locale/messages.js';
import { ScopeContext, type ChangePlanScope, type ScopeFlow } from './context.js';
import { useLatest } from './useLatest.js';
import { useReaderTimeZone } from './useReaderTimeZone.js';

interface SharedProps {
  /** The reader's language, such as `de` of `planshift/locales/de`: words, formats and direction. Default English. */
  readonly language?: Language | undefined;
  /** BCP 47 tag that goes before that of `language`: `de-AT`, `ar-EG-u-nu-arab`. Digits are Latin where it names no others. */
  readonly locale?: string;
  /** Single words of your own. What is left out is said in `language`. */
  readonly messages?: Partial<Messages>;
  /** IANA zone the reader lives in, such as `Europe/Berlin`. Default: the browser's. Dates are shown in the billing zone. */
  readonly timeZone?: string;
  /** Lets a change be confirmed where billing cannot say what it costs. Default false. */
  readonly allowWithoutPreview?: boolean;
  readonly children?: ReactNode;
}

/** The usual way: the provider makes and runs the flow. A new `adapter` or language begins a new one. */
export interface AdapterProps extends SharedProps {
  readonly adapter: BillingAdapter;
  readonly flow?: undefined;
  /** A catalog the server rendered with, to show plans before the first read. */
  readonly initialCatalog?: Catalog | null;
  /** Where the flow runs. Default: this page. */
  readonly environment?: FlowEnvironment;
  /** Origins a checkout may be on. Default: those the catalog names. */
  readonly allowedRedirectOrigins?: readonly string[];
  /** The path a checkout returns to. Default: the server decides. */
  readonly returnTo?: () => string | null;
  /** Facts for the host's analytics: no ids of people, no text. */
  readonly onReport?: (report: FlowReport) => void;
}

/** A flow of the host's own, which starts and disposes of it; for several roots that show one change. */
export interface FlowProps extends SharedProps {
  readonly flow: ChangePlanFlow;
  readonly adapter?: undefined;
}

export type ChangePlanProviderProps = AdapterProps | FlowProps;

function localeOf({ locale, language }: SharedProps): string {
  return locale ?? language?.locale ?? 'en';
}

function useFlow(props: ChangePlanProviderProps): ScopeFlow {
  const { adapter, flow: given } = props;
  const locale = localeOf(props);
  // One flow per adapter and language: the other options are those it began with.
  const [first] = useState(props);
  const latest = useLatest(props);
  const own = useMemo(() => {
    if (!adapter) return null;
    const options: Partial<AdapterProps> = first.adapter ? first : {};
    const environment =
      options.environment ??
      createBrowserEnvironment({
        onReport: (report) => latest.current.adapter && latest.current.onReport?.(report),
        returnTo: () => (latest.current.adapter && latest.current.returnTo?.()) ?? null,
      });
    return createPlanFlow({
      adapter,
      environment,
      locale,
      initialCatalog: options.initialCatalog ?? null,
      allowWithoutPreview: options.allowWithoutPreview ?? false,
      ...(options.allowedRedirectOrigins && { allowedRedirectOrigins: options.allowedRedirectOrigins }),
    });
  }, [adapter, locale, first, latest]);
  useEffect(() => {
    own?.start();
    return () => own?.dispose();
  }, [own]);
  const flow = given ?? own;
  if (!flow)
    throw new Error(
      '<ChangePlanProvider> has no billing system to ask. Pass adapter={createHttpAdapter({ endpoint })}, or a `flow`.',
    );
  return flow;
}

/** What the outside of a provider can ask of it, by a `ref`. */
export interface ChangePlanHandle {
  /**
   * Reads everything again behind the screen: for news that only the host has, such as a webhook that its server passed on.
   * Never disturbs: a review stays, its figures are looked at again; while a request is out nothing is read, because its
   * answer is newer. Beside `useChangePlan().reload()`, for code outside of the provider.
   */
  readonly refresh: () => void;
}

/** Runs one plan change and hands it to everything inside. Draws nothing. */
export const ChangePlanFlowProvider = forwardRef<ChangePlanHandle, ChangePlanProviderProps>(
  function ChangePlanFlowProvider(props, ref) {
    const { language, messages, timeZone, allowWithoutPreview = false, children } = props;
    const locale = localeOf(props);
    const flow = useFlow(props);
    useImperativeHandle(ref, () => ({ refresh: flow.reload }), [flow]);
    const state = useSyncExternalStore(flow.subscribe, flow.getState, flow.getState);
    const reader = useReaderTimeZone(timeZone);
    const billing = catalogOf(state)?.billingTimeZone ?? 'UTC';
    const format = useMemo(
      () => ({
        ...(language?.formats ?? createFormat)(locale, billing, reader),
        direction: language?.direction,
      }),
      [language, locale, billing, reader],
    );
    const given = useMemo(() => ({ ...language?.messages, ...messages }), [language, messages]);
    const scope = useMemo<ChangePlanScope>(
      () => ({
        flow,
        state,
        given,
        format,
        root: language && { lang: format.locale, dir: format.direction ?? 'ltr' },
        allowWithoutPreview,
      }),
      [flow, state, given, format, language, allowWithoutPreview],
    );
    return <ScopeContext.Provider value={scope}>{children}</ScopeContext.Provider>;
  },
);
