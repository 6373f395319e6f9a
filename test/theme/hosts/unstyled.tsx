import { createRoot } from 'react-dom/client';
import { ChangePlan, ChangePlanProvider } from 'planshift';
import { createSandbox } from 'planshift/sandbox';

// No style sheet at all.
const { adapter, demo } = createSandbox();
const root = document.getElementById('root');

if (root)
  createRoot(root).render(
    <ChangePlanProvider adapter={adapter(demo)}>
      <ChangePlan />
    </ChangePlanProvider>,
  );
