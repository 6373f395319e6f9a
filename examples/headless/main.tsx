import { createRoot } from 'react-dom/client';
import { ChangePlanProvider } from 'planshift/headless';
import { createSandbox } from 'planshift/sandbox';
import { PlanSettings } from './PlanSettings.js';

// A billing system inside of this page. A real host has an adapter here: createHttpAdapter({ endpoint: '/api/billing' }).
const { adapter, demo } = createSandbox();
const root = document.getElementById('root');

if (root)
  createRoot(root).render(
    <ChangePlanProvider adapter={adapter(demo)}>
      <PlanSettings />
    </ChangePlanProvider>,
  );
