import { ChangePlan, ChangePlanProvider, createHttpAdapter, useChangePlan } from 'planshift';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';

const adapter = createHttpAdapter({ endpoint: '/api/billing' });

/** Reads again when the server says that something changed, and after a line that broke: what was said meanwhile is lost. */
function LiveUpdates() {
  const { reload } = useChangePlan();
  useEffect(() => {
    const live = new EventSource('/live');
    let wasOpen = false;
    live.addEventListener('changed', reload);
    live.addEventListener('open', () => {
      if (wasOpen) reload();
      wasOpen = true;
    });
    return () => live.close();
  }, [reload]);
  return null;
}

createRoot(document.getElementById('root')).render(
  <ChangePlanProvider adapter={adapter}>
    <LiveUpdates />
    <ChangePlan />
  </ChangePlanProvider>,
);
