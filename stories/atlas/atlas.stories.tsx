import type { Meta, StoryObj } from '@storybook/react-vite';
import { createSandbox } from 'planshift/sandbox';
import { BillingPage } from '../flows/BillingPage.js';
import { AtlasScreen, stateNamed, stateNames, type AtlasScreenProps } from './AtlasScreen.js';
import { isSystemName, openSystem } from './systems.js';
import { impossible } from './possible.js';

/** Any state on any billing system: the toolbar chooses the system, the outcome, the look and the language. */
const meta: Meta<AtlasScreenProps> = {
  title: 'Atlas',
  component: AtlasScreen,
  args: { name: 'flow choosing', view: 'usual' },
  argTypes: {
    name: { control: 'select', options: stateNames },
    view: {
      control: 'inline-radio',
      options: ['usual', 'section', 'dialog', 'outcome', 'notices', 'cancel', 'credit'],
    },
    capabilities: { control: false },
    impossible: { control: false },
  },
};

export default meta;
type Story = StoryObj<AtlasScreenProps>;

const WHO = { customerId: 'cus_demo', subscriptionId: 'sub_demo' };

/** What the chosen system says of itself, through its own provider. */
async function capabilitiesOf(system: unknown) {
  if (!isSystemName(system)) return null;
  const { adapter } = await openSystem(system, createSandbox(), WHO);
  const { capabilities } = await adapter.getCatalog({ locale: 'en' }, new AbortController().signal);
  return capabilities;
}

/** One state, standing still. The toolbar's outcome goes before the state of the controls. */
export const State: Story = {
  loaders: [async ({ globals }) => ({ capabilities: await capabilitiesOf(globals.provider) })],
  render: ({ name: chosen, ...args }, { globals, loaded }) => {
    const name = typeof globals.outcome === 'string' && globals.outcome !== '' ? globals.outcome : chosen;
    const system = globals.provider;
    return (
      <AtlasScreen
        {...args}
        name={name}
        capabilities={loaded.capabilities}
        impossible={isSystemName(system) ? impossible(system, stateNamed(name)) : null}
      />
    );
  },
};

/** The whole way in this page, down to the vendor's own protocol, with its clock, its faults and its ledger. */
export const Live: StoryObj = {
  loaders: [
    async ({ globals }) => {
      const sandbox = createSandbox();
      const system = isSystemName(globals.provider) ? globals.provider : 'sandbox';
      return { sandbox, system, open: await openSystem(system, sandbox, WHO) };
    },
  ],
  parameters: { controls: { disable: true } },
  render: (_, { loaded: { sandbox, system, open } }) => (
    <BillingPage
      key={system}
      sandbox={sandbox}
      adapter={open.adapter}
      returnTo={open.returnTo ?? null}
      pay={open.pay}
    />
  ),
};
