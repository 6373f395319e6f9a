import type { Meta, StoryObj } from '@storybook/react-vite';
import type { ButtonHTMLAttributes } from 'react';
import {
  BackButton,
  BillingIntervalToggle,
  ChangePlan,
  ChangePlanDialog,
  ConfirmButton,
  DialogPanel,
  FeatureList,
  OutcomeActions,
  OutcomeMark,
  OutcomeStep,
  OutcomeText,
  OutcomeTitle,
  PlanAct,
  PlanCard,
  PlanGroup,
  PlanNote,
  PlanPrice,
  PlanTagline,
  PlanTitle,
  PreviewDue,
  PreviewLines,
  PreviewRows,
  PreviewSentence,
  Review,
  ReviewAsks,
  ReviewHint,
  ReviewImpact,
  ReviewProblems,
  ReviewReason,
  ReviewSeats,
  ReviewSummary,
  ReviewTerms,
  type PartOptions,
} from 'planshift';
import { appliedOutcomes, flowStates, reviewingStates, settledWith } from 'planshift/testing';
import { Still, type StillProps } from './Still.js';

/** The same parts in another order, with elements of your own: what the kit knows stays, where it stands is yours. */
const meta: Meta<StillProps> = { title: 'Components/Compose your own', component: Still };

export default meta;

type Story = StoryObj<StillProps>;

/** A button of your design system. */
function MyButton({ style, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" style={{ borderRadius: '999px', ...style }} {...rest} />;
}

const stack = { display: 'grid', gap: '1rem' } as const;

/** Cards that begin with the price. The class of the picker brings its grid along. */
export const PickerOfParts: Story = {
  args: { state: flowStates.choosing },
  render: (args) => (
    <Still {...args}>
      <section aria-labelledby="mine" className="ps-plan-picker">
        <h2 id="mine">Pick a plan</h2>
        <BillingIntervalToggle />
        <PlanGroup aria-labelledby="mine">
          {(plan) => (
            <PlanCard plan={plan}>
              <PlanPrice />
              <PlanTitle />
              <PlanTagline />
              <PlanNote />
              <FeatureList />
              <PlanAct render={<MyButton />} />
            </PlanCard>
          )}
        </PlanGroup>
      </section>
    </Still>
  ),
};

/** The amount first, the reasons below it, the yes above the way back. */
export const DialogOfParts: Story = {
  args: { state: reviewingStates.scheduled },
  render: (args) => (
    <Still {...args}>
      <ChangePlanDialog open>
        <Review>
          <DialogPanel
            title="Your change"
            foot={
              <>
                <ConfirmButton />
                <ReviewTerms />
                <ReviewHint />
                <BackButton />
              </>
            }
          >
            <PreviewDue />
            <ReviewSummary />
            <ReviewReason />
            <ReviewProblems />
            <PreviewSentence />
            <ReviewSeats />
            <PreviewRows />
            <PreviewLines />
            <ReviewImpact />
            <ReviewAsks style={stack} />
          </DialogPanel>
        </Review>
        <OutcomeStep />
      </ChangePlanDialog>
    </Still>
  ),
};

/** A result inside of a card of the host. */
export const ResultOfParts: Story = {
  args: { state: settledWith(appliedOutcomes.paid) },
  render: (args) => (
    <Still {...args}>
      <article style={{ ...stack, maxInlineSize: '30rem' }}>
        <h2>
          <OutcomeMark /> <OutcomeTitle />
        </h2>
        <OutcomeText />
        <OutcomeActions />
      </article>
    </Still>
  ),
};

const parts: PartOptions = {
  button: <MyButton />,
  close: <MyButton />,
  icon: ({ 'data-icon': name, className }) => (
    <span className={className} aria-hidden="true">
      {name === 'close' ? '✕' : '●'}
    </span>
  ),
};

/** Every button, link, field and icon as your design system draws it, in all that the kit draws. */
export const PiecesOfYourOwn: Story = {
  args: { state: flowStates.choosing },
  render: (args) => (
    <Still {...args} parts={parts}>
      <ChangePlan />
    </Still>
  ),
};
