import { ChangePlan, ChangePlanProvider, createHttpAdapter } from 'planshift';
import { createRef } from 'react';
import { createRoot } from 'react-dom/client';

const adapter = createHttpAdapter({ endpoint: '/api/billing' });
const billing = createRef();

// Reads again when the server says that something changed, and after a line that broke: what was said meanwhile is lost.
const live = new EventSource('/live');
let wasOpen = false;
live.addEventListener('changed', () => billing.current?.refresh());
live.addEventListener('open', () => {
  if (wasOpen) billing.current?.refresh();
  wasOpen = true;
});

createRoot(document.getElementById('root')).render(
  <ChangePlanProvider adapter={adapter} ref={billing}>
    <ChangePlan />
  </ChangePlanProvider>,
);
