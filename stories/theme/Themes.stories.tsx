import type { Meta, StoryObj } from '@storybook/react-vite';
import { ChangePlan, ChangePlanDialog, ThemeScope, type FlowState, type Theme } from 'planshift';
import { flowStates, settledStates } from 'planshift/testing';
import { createTheme, hearth, ledger, quiet } from 'planshift/theme';
import { Still } from '../components/Still.js';

interface ThemedProps {
  readonly theme: Theme;
  readonly scheme?: 'light' | 'dark';
}

/** The plans in the clothes of a brand. */
function Themed({ theme, scheme }: ThemedProps) {
  return (
    <ThemeScope theme={theme} {...(scheme && { scheme })} style={{ padding: '1.5rem' }}>
      <Still state={flowStates.choosing}>
        <ChangePlan />
      </Still>
    </ThemeScope>
  );
}

const meta: Meta<ThemedProps> = {
  title: 'Theming/Themes',
  component: Themed,
  args: { scheme: 'light' },
  argTypes: { scheme: { control: 'inline-radio', options: ['light', 'dark'] } },
};

export default meta;
type Story = StoryObj<ThemedProps>;

/** No colour at all: ink on paper. */
export const Quiet: Story = { args: { theme: quiet } };
export const QuietDark: Story = { args: { theme: quiet, scheme: 'dark' } };
/** Warm, round and with room. */
export const Hearth: Story = { args: { theme: hearth } };
export const HearthDark: Story = { args: { theme: hearth, scheme: 'dark' } };
/** Dense and square. */
export const Ledger: Story = { args: { theme: ledger } };
export const LedgerDark: Story = { args: { theme: ledger, scheme: 'dark' } };

/** A whole palette of one colour that nobody could write on. */
export const OfYellow: Story = { args: { theme: createTheme({ brand: '#ffd400' }) } };
export const OfYellowDark: Story = { args: { theme: createTheme({ brand: '#ffd400' }), scheme: 'dark' } };

const dialogOf = (theme: Theme, scheme: 'light' | 'dark', state: FlowState): Story => ({
  args: { theme, scheme },
  render: () => (
    <ThemeScope theme={theme} scheme={scheme} style={{ padding: '1.5rem', minBlockSize: '40rem' }}>
      <Still state={state}>
        <ChangePlanDialog open />
      </Still>
    </ThemeScope>
  ),
});
/** A dialog wears the theme of the place it was opened from. */
export const HearthReview = dialogOf(hearth, 'light', flowStates.reviewing);
export const LedgerReviewDark = dialogOf(ledger, 'dark', flowStates.reviewing);
export const QuietResult = dialogOf(quiet, 'light', settledStates.applied);
export const HearthDeclinedDark = dialogOf(hearth, 'dark', settledStates.declined);
