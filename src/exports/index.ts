'use client';
export {
  BillingIntervalToggle,
  type BillingIntervalToggleProps,
} from '../components/BillingIntervalToggle/BillingIntervalToggle.js';
export { BillingPortalLink, type BillingPortalLinkProps } from '../components/BillingPortalLink/BillingPortalLink.js';
export { CancelDialog, type CancelDialogProps } from '../components/CancelDialog/CancelDialog.js';
export { CancelSubscription, type CancelSubscriptionProps } from '../components/CancelDialog/CancelSubscription.js';
export type { CancelOptions, SaveOffer } from '../components/CancelDialog/options.js';
export { ChangePlan, type ChangePlanProps } from '../components/ChangePlan/ChangePlan.js';
export { AddonsField, type AddonsFieldProps } from '../components/ChangePlanDialog/AddonsField.js';
export { ChangePlanDialog, type ChangePlanDialogProps } from '../components/ChangePlanDialog/ChangePlanDialog.js';
export { ChooseStep } from '../components/ChangePlanDialog/ChooseStep.js';
export { DialogPanel, type DialogPanelProps } from '../components/ChangePlanDialog/DialogPanel.js';
export { DiscountsField, type DiscountsFieldProps } from '../components/ChangePlanDialog/DiscountsField.js';
export { PaymentMethodLink, type PaymentMethodLinkProps } from '../components/ChangePlanDialog/PaymentMethodLink.js';
export { TimingChoice, type TimingChoiceProps } from '../components/ChangePlanDialog/TimingChoice.js';
export { QuantityField, type QuantityFieldProps } from '../components/ChangePlanDialog/QuantityField.js';
export { Review, type ReviewProps } from '../components/ChangePlanDialog/Review.js';
export type { ReviewOptions } from '../components/ChangePlanDialog/reviewOptions.js';
export {
  BackButton,
  ConfirmButton,
  ReviewActions,
  ReviewAsks,
  ReviewHint,
  ReviewImpact,
  ReviewSeats,
  ReviewSummary,
  ReviewTerms,
  type BackButtonProps,
  type ConfirmButtonProps,
  type ReviewActionsProps,
  type ReviewAsksProps,
  type ReviewHintProps,
  type ReviewImpactProps,
  type ReviewSeatsProps,
  type ReviewSummaryProps,
  type ReviewTermsProps,
} from '../components/ChangePlanDialog/reviewParts.js';
export { ReviewProblems, type ReviewProblemsProps } from '../components/ChangePlanDialog/ReviewProblems.js';
export { ReviewReason, type ReviewReasonProps } from '../components/ChangePlanDialog/ReviewReason.js';
export { ReviewStep, type ReviewStepProps } from '../components/ChangePlanDialog/ReviewStep.js';
export { californiaConsent } from '../react/consent/californiaConsent.js';
export type { Consent } from '../react/consent/consent.js';
export { createConsent } from '../react/consent/createConsent.js';
export { euConsent } from '../react/consent/euConsent.js';
export type { ConsentPolicy, ConsentWords } from '../react/consent/policy.js';
export type { ConsentReceipt } from '../react/consent/receipt.js';
export {
  ChangePlanProvider,
  type ChangePlanProviderProps,
} from '../components/ChangePlanProvider/ChangePlanProvider.js';
export { CheckoutReturn, type CheckoutReturnProps } from '../components/CheckoutReturn/CheckoutReturn.js';
export { CreditBalance, type CreditBalanceProps } from '../components/CreditBalance/CreditBalance.js';
export { CurrentPlan, type CurrentPlanProps } from '../components/CurrentPlan/CurrentPlan.js';
export { ImpactList, type ImpactListProps } from '../components/ImpactList/ImpactList.js';
export type { Remedies, Remedy } from '../react/remedies.js';
export { SeatLimitWarning, type SeatLimitWarningProps } from '../components/ImpactList/SeatLimitWarning.js';
export type { SeatImpact } from '../react/words/seats.js';
export { OutcomePanel, type OutcomePanelProps } from '../components/Outcome/OutcomePanel.js';
export {
  OutcomeActions,
  OutcomeMark,
  OutcomeText,
  OutcomeTitle,
  type OutcomeActionsProps,
  type OutcomeMarkProps,
  type OutcomeTextProps,
  type OutcomeTitleProps,
} from '../components/Outcome/outcomeParts.js';
export { OutcomeStep } from '../components/Outcome/OutcomeStep.js';
export {
  PaymentIssueNotice,
  type PaymentIssueNoticeProps,
} from '../components/PaymentIssueNotice/PaymentIssueNotice.js';
export {
  PendingChangeNotice,
  type PendingChangeNoticeProps,
} from '../components/PendingChangeNotice/PendingChangeNotice.js';
export { PlanComparison, type PlanComparisonProps } from '../components/PlanComparison/PlanComparison.js';
export {
  FeatureList,
  PlanAct,
  PlanNote,
  PlanPrice,
  PlanTagline,
  PlanTitle,
  type FeatureListProps,
  type PlanActProps,
  type PlanNoteProps,
  type PlanPriceProps,
  type PlanTaglineProps,
  type PlanTitleProps,
} from '../components/PlanPicker/cardParts.js';
export { PlanCard, type PlanCardProps } from '../components/PlanPicker/PlanCard.js';
export { PlanGroup, type PlanGroupProps } from '../components/PlanPicker/PlanGroup.js';
export { PlanPicker, type PlanPickerProps } from '../components/PlanPicker/PlanPicker.js';
export {
  PreviewDue,
  PreviewLines,
  PreviewRows,
  PreviewSentence,
  type PreviewDueProps,
  type PreviewLinesProps,
  type PreviewRowsProps,
  type PreviewSentenceProps,
} from '../components/ProrationPreview/previewParts.js';
export { ProrationPreview, type ProrationPreviewProps } from '../components/ProrationPreview/ProrationPreview.js';
export { Receipt, type ReceiptProps } from '../components/ProrationPreview/Receipt.js';
export {
  ScheduledChangeNotice,
  type ScheduledChangeNoticeProps,
} from '../components/ScheduledChangeNotice/ScheduledChangeNotice.js';
export {
  SubscriptionNotice,
  type SubscriptionNoticeProps,
} from '../components/SubscriptionNotice/SubscriptionNotice.js';
export { Button, type ButtonProps } from '../components/shared/Button.js';
export { ThemeScope, type ThemeScopeProps } from '../components/ThemeScope/ThemeScope.js';
export type { HeadingLevel } from '../components/shared/Heading.js';
export { LinkOut, type LinkOutProps } from '../components/shared/LinkOut.js';
export { Notice, type NoticeProps } from '../components/shared/Notice.js';
export type { PartOptions } from '../components/shared/parts.js';
export type { Given, PartProps, Render, Rendering } from '../components/shared/render.js';
export { createBrowserEnvironment, type BrowserEnvironmentOptions } from '../browser/createBrowserEnvironment.js';
export { createPriceListAdapter, type PriceListOptions } from '../client/createPriceListAdapter.js';
export { createHttpAdapter, type HttpAdapterOptions } from '../client/createHttpAdapter.js';
export { en } from '../locale/en.js';
export { ChangePlanError, isChangePlanError, type ChangePlanErrorCode } from '../core/errors.js';
export type * from '../core/adapter.js';
export type { CancelActs, CancelChoice } from '../core/flow/canceling.js';
export type { ChangeActs } from '../core/flow/changing.js';
export type { ChangePlanFlow } from '../core/flow/createChangePlanFlow.js';
export type { PlanActs } from '../core/flow/createPlanFlow.js';
export type { ComingStep, TakenStep } from '../core/flow/funnel.js';
export type * from '../core/flow/environment.js';
export type * from '../core/flow/report.js';
export type { LinkActs, LinkResult } from '../core/flow/linking.js';
export type * from '../core/flow/state.js';
export type { TopUpActs } from '../core/flow/toppingUp.js';
export type { UndoActs } from '../core/flow/undoing.js';
export type { PlanEvent, PlanEventListener, Preventable, PreventableEvent, TellActs } from '../core/flow/telling.js';
export type { CareActs, CareFlow } from '../core/flow/withCare.js';
export type { ChangingFlow } from '../core/flow/withChanges.js';
export type * from '../core/impact.js';
export type * from '../core/money.js';
export type * from '../core/outcome.js';
export type * from '../core/plan.js';
export type * from '../core/presentation.js';
export type * from '../core/preview.js';
export type * from '../core/subscription.js';
export type { Format } from '../locale/format.js';
export type { CreateFormat, Language } from '../locale/language.js';
export type { MessageKey, Messages, PluralText } from '../locale/messages.js';
export type { Say } from '../locale/words.js';
export type { ChangePlanHandle } from '../react/ChangePlanFlowProvider.js';
export type { Corners, Density, Theme, ThemeColor, ThemeProblem } from '../theme/theme.js';
export { useChangePlan, type ChangePlanApi } from '../react/useChangePlan.js';
export { useFormat } from '../react/useFormat.js';
export { useMessages } from '../react/useMessages.js';
export { useSubscriptionCare, type SubscriptionCareApi } from '../react/useSubscriptionCare.js';
export { usePlanEvents } from '../react/usePlanEvents.js';
