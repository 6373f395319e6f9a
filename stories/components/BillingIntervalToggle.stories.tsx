import type { Meta, StoryObj } from '@storybook/react-vite';
import { BillingIntervalToggle, type BillingInterval } from 'planshift';
import { aCatalog, aPlan, aPrice, flowStates, monthly, quarterly, usd, weekly, yearly } from 'planshift/testing';
import { Still, type StillProps } from './Still.js';

/** How often the plans are billed, with what each choice saves. */
const meta: Meta<StillProps> = {
  title: 'Components/BillingIntervalToggle',
  component: Still,
  render: (args) => (
    <Still {...args}>
      <BillingIntervalToggle />
    </Still>
  ),
};

export default meta;

type Story = StoryObj<StillProps>;

const base = flowStates.choosing;
const soldAt = (...intervals: readonly BillingInterval[]) => ({
  ...base,
  catalog: aCatalog({
    plans: [
      aPlan({
        prices: intervals.map((interval, n) => aPrice({ id: `price_${n}`, interval, amount: usd(1000 * (n + 1)) })),
      }),
    ],
  }),
});

export const MonthlyQuarterlyYearly: Story = { args: { state: base } };
export const TwoIntervals: Story = { args: { state: soldAt(monthly, yearly) } };
export const FourIntervals: Story = { args: { state: soldAt(weekly, monthly, quarterly, yearly) } };
/** Before a subscription decides it, the customer does. */
export const SeveralCurrencies: Story = {
  args: {
    state: {
      ...base,
      catalog: aCatalog({
        subscription: null,
        plans: [
          aPlan({
            prices: [monthly, yearly].flatMap((interval) =>
              ['USD', 'EUR', 'JPY'].map((currency) =>
                aPrice({
                  id: `${currency}_${interval.interval}`,
                  interval,
                  amount: { amount: interval === yearly ? 10_000 : 1000, currency },
                }),
              ),
            ),
          }),
        ],
      }),
    },
  },
};
export const FiveIntervals: Story = {
  args: { state: soldAt(weekly, monthly, quarterly, { interval: 'month', intervalCount: 6 }, yearly) },
};
