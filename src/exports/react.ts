'use client';
export { createBrowserEnvironment, type BrowserEnvironmentOptions } from '../browser/createBrowserEnvironment.js';
export {
  ChangePlanFlowProvider,
  type AdapterProps,
  type ChangePlanHandle,
  type ChangePlanProviderProps as ChangePlanFlowProviderProps,
  type FlowProps,
} from '../react/ChangePlanFlowProvider.js';
export { useChangePlan, type ChangePlanApi } from '../react/useChangePlan.js';
export { useFormat } from '../react/useFormat.js';
export { useMessages } from '../react/useMessages.js';
export { useSubscriptionCare, type SubscriptionCareApi } from '../react/useSubscriptionCare.js';
export { usePlanEvents } from '../react/usePlanEvents.js';
