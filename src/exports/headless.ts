'use client';
export { createBrowserEnvironment, type BrowserEnvironmentOptions } from '../browser/createBrowserEnvironment.js';
export type { ChangePlanHandle } from '../react/ChangePlanFlowProvider.js';
export { californiaConsent } from '../react/consent/californiaConsent.js';
export type { Consent } from '../react/consent/consent.js';
export { createConsent } from '../react/consent/createConsent.js';
export { euConsent } from '../react/consent/euConsent.js';
export type { ConsentPolicy, ConsentWords } from '../react/consent/policy.js';
export type { ConsentReceipt } from '../react/consent/receipt.js';
export type { Action } from '../react/headless/action.js';
export { ChangePlanProvider, type HeadlessProviderProps } from '../react/headless/ChangePlanProvider.js';
export type * from '../react/headless/props.js';
export { useAnnouncements, type Announcements } from '../react/headless/useAnnouncements.js';
export {
  useBillingInterval,
  type BillingIntervalChoice,
  type CurrencyOptions,
  type IntervalOption,
  type UseBillingIntervalOptions,
} from '../react/headless/useBillingInterval.js';
export { useBillingLink, type BillingLink } from '../react/headless/useBillingLink.js';
export {
  useCancelSubscription,
  type CancelQuestion,
  type CancelSubscription,
  type UseCancelSubscriptionOptions,
} from '../react/headless/useCancelSubscription.js';
export {
  useChangePlanDialog,
  type ChangePlanDialogParts,
  type UseChangePlanDialogOptions,
} from '../react/headless/useChangePlanDialog.js';
export { useCheckoutReturn, type UseCheckoutReturnOptions } from '../react/headless/useCheckoutReturn.js';
export { useCredit, type Credit, type CreditOption } from '../react/headless/useCredit.js';
export { useOutcome, type Outcome, type OutcomeWords, type UseOutcomeOptions } from '../react/headless/useOutcome.js';
export { usePlanComparison, type ComparedPlan, type PlanComparison } from '../react/headless/usePlanComparison.js';
export {
  usePlanPicker,
  type PlanFeature,
  type PlanFilter,
  type PlanOption,
  type PlanPicker,
  type UsePlanPickerOptions,
} from '../react/headless/usePlanPicker.js';
export {
  useReview,
  type AskPart,
  type Review,
  type ReviewImpact,
  type TimingOptions,
  type UseReviewOptions,
} from '../react/headless/useReview.js';
export {
  useReviewChoices,
  type CheckChoice,
  type ReviewChoices,
  type UseReviewChoicesOptions,
} from '../react/headless/useReviewChoices.js';
export {
  useScheduledChange,
  type ScheduledNotice,
  type UseScheduledChangeOptions,
} from '../react/headless/useScheduledChange.js';
export { useSubscriptionNotices, type SubscriptionNotice } from '../react/headless/useSubscriptionNotices.js';
export { useChangePlan, type ChangePlanApi } from '../react/useChangePlan.js';
export { useFormat } from '../react/useFormat.js';
export { useMessages } from '../react/useMessages.js';
export { useSubscriptionCare, type SubscriptionCareApi } from '../react/useSubscriptionCare.js';
export { usePlanEvents } from '../react/usePlanEvents.js';
export type { Remedies, Remedy } from '../react/remedies.js';
export type { DialogStep } from '../react/words/dialogStep.js';
export type { ImpactGroup } from '../react/words/impact.js';
export type { PlanPriceText } from '../react/words/planWords.js';
export type { Row } from '../react/words/rows.js';
export type { StatementLine, StatementWords, WorkingWords } from '../react/words/statementWords.js';
export type { Tone } from '../react/words/statusView.js';
