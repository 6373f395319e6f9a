'use client';
export { createBrowserEnvironment, type BrowserEnvironmentOptions } from '../browser/createBrowserEnvironment.js';
export {
  useBillingInterval,
  type BillingIntervalChoice,
  type CurrencyOptions,
  type IntervalOption,
  type UseBillingIntervalOptions,
} from '../react/headless/useBillingInterval.js';
export {
  usePlanPicker,
  type PlanAction,
  type PlanFeature,
  type PlanFilter,
  type PlanOption,
  type PlanPicker,
  type UsePlanPickerOptions,
} from '../react/headless/usePlanPicker.js';
export type * from '../react/headless/props.js';
export { useChangePlan, type ChangePlanApi } from '../react/useChangePlan.js';
export { useFormat } from '../react/useFormat.js';
export { useMessages } from '../react/useMessages.js';
export { useSubscriptionCare, type SubscriptionCareApi } from '../react/useSubscriptionCare.js';
export { usePlanEvents } from '../react/usePlanEvents.js';
