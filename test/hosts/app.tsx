import { useMemo, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { ChangePlan, ChangePlanProvider, createBrowserEnvironment } from 'planshift';
import { createSandbox } from 'planshift/sandbox';
import { adoptStyles } from 'planshift/shadow';
import { Screen, type ScreenName } from './screens.js';

/** The kit at work, on a billing system in this very page. */
function Live() {
  const [adapter, environment] = useMemo(() => {
    const sandbox = createSandbox();
    return [sandbox.adapter(sandbox.demo), { ...createBrowserEnvironment(), returnTo: () => null }] as const;
  }, []);
  return (
    <ChangePlanProvider adapter={adapter} environment={environment} timeZone="UTC">
      <ChangePlan />
    </ChangePlanProvider>
  );
}

type Mount = (place: Element | ShadowRoot, name: ScreenName | 'live') => () => void;

declare global {
  interface Window {
    /** One per copy of this script: each has a React of its own. */
    kits?: { readonly mount: Mount; readonly adoptStyles: typeof adoptStyles }[];
  }
}

const mount: Mount = (place, name) => {
  const root = createRoot(place);
  const node: ReactNode = name === 'live' ? <Live /> : <Screen name={name} />;
  root.render(node);
  return () => root.unmount();
};

(window.kits ??= []).push({ mount, adoptStyles });
