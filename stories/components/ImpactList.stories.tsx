import type { Meta, StoryObj } from '@storybook/react-vite';
import { ImpactList, SeatLimitWarning, type SeatImpact } from 'planshift';
import { flowStates, impacts, PERIOD_END } from 'planshift/testing';
import { Still } from './Still.js';

/** What a change brings, takes away and leaves over a limit. */
const meta: Meta<typeof ImpactList> = {
  title: 'Components/ImpactList',
  component: ImpactList,
  decorators: [
    (Story) => (
      <Still state={flowStates.choosing}>
        <Story />
      </Still>
    ),
  ],
};

export default meta;

type Story = StoryObj<typeof ImpactList>;

const seats: SeatImpact = {
  kind: 'seats_exceeded',
  severity: 'warn',
  featureId: 'seats',
  name: 'Seats',
  used: 8,
  included: 3,
};

export const Everything: Story = { args: { impact: Object.values(impacts) } };
export const OnlyGains: Story = { args: { impact: [impacts.feature_gained, impacts.limit_raised] } };
export const SeatsToClearByADate: Story = {
  render: () => <SeatLimitWarning impact={seats} planName="Starter" effectiveAt={PERIOD_END} />,
};
export const SeatsInTheWay: Story = {
  render: () => <SeatLimitWarning impact={{ ...seats, severity: 'block' }} planName="Starter" effectiveAt={null} />,
};
export const SeatsBilled: Story = {
  render: () => <SeatLimitWarning impact={{ ...seats, severity: 'info' }} planName="Business" effectiveAt={null} />,
};
