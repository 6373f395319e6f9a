import type { Meta, StoryObj } from '@storybook/react-vite';
import { ChangePlan, type FlowStatus } from 'planshift';
import { flowStates } from 'planshift/testing';
import { Still, type StillProps } from './Still.js';

/** The whole section in one tag, in every status of the flow. */
const meta: Meta<StillProps> = {
  excludeStories: ['stories'],
  title: 'Statuses/ChangePlan',
  component: Still,
  render: (args) => (
    <Still {...args}>
      <ChangePlan />
    </Still>
  ),
};

export default meta;

type Story = StoryObj<StillProps>;

/** One story per status of the flow: a status without one is a type error. */
export const stories = {
  loading: 'Loading',
  load_failed: 'LoadFailed',
  choosing: 'Choosing',
  previewing: 'Previewing',
  preview_failed: 'PreviewFailed',
  reviewing: 'Reviewing',
  confirming: 'Confirming',
  redirecting: 'Redirecting',
  checking: 'Checking',
  settled: 'Settled',
  undoing: 'Undoing',
  undo_settled: 'UndoSettled',
  undo_failed: 'UndoFailed',
  canceling: 'Canceling',
  cancel_settled: 'CancelSettled',
  cancel_failed: 'CancelFailed',
  topping_up: 'ToppingUp',
  top_up_settled: 'TopUpSettled',
  top_up_failed: 'TopUpFailed',
} as const satisfies Record<FlowStatus, string>;

export const Loading: Story = { args: { state: flowStates.loading } };
export const LoadFailed: Story = { args: { state: flowStates.load_failed } };
export const Choosing: Story = { args: { state: flowStates.choosing } };
export const Previewing: Story = { args: { state: flowStates.previewing } };
export const PreviewFailed: Story = { args: { state: flowStates.preview_failed } };
export const Reviewing: Story = { args: { state: flowStates.reviewing } };
export const Confirming: Story = { args: { state: flowStates.confirming } };
export const Redirecting: Story = { args: { state: flowStates.redirecting } };
export const Checking: Story = { args: { state: flowStates.checking } };
export const Settled: Story = { args: { state: flowStates.settled } };
export const Undoing: Story = { args: { state: flowStates.undoing } };
export const UndoSettled: Story = { args: { state: flowStates.undo_settled } };
export const UndoFailed: Story = { args: { state: flowStates.undo_failed } };
export const Canceling: Story = { args: { state: flowStates.canceling } };
export const CancelSettled: Story = { args: { state: flowStates.cancel_settled } };
export const CancelFailed: Story = { args: { state: flowStates.cancel_failed } };
export const ToppingUp: Story = { args: { state: flowStates.topping_up } };
export const TopUpSettled: Story = { args: { state: flowStates.top_up_settled } };
export const TopUpFailed: Story = { args: { state: flowStates.top_up_failed } };
