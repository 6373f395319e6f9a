import { useMemo, useState } from 'react';
import {
  ChangePlan,
  ChangePlanProvider,
  createBrowserEnvironment,
  type BillingAdapter,
  type FlowEnvironment,
} from 'planshift';
import type { Sandbox } from 'planshift/sandbox';
import { useLanguage } from '../frame/language.js';
import { BillingPanel } from './BillingPanel.js';
import { Checkout } from './Checkout.js';

export interface BillingPageProps {
  /** A billing system that lives in this very page. A story makes its own, so that its play steps can look into the ledger. */
  readonly sandbox: Sandbox;
  readonly adapter: BillingAdapter;
  /** Where a checkout returns to. Null: the handler in between says so. */
  readonly returnTo: string | null;
  /** Pays at a checkout that is no page of the sandbox. */
  readonly pay?: ((url: string) => Promise<void>) | undefined;
}

/** A page that keeps its storage to itself and, since a story cannot leave its frame, opens the checkout in its own place. */
function createStoryEnvironment(returnTo: string | null, openCheckout: (url: string) => void): FlowEnvironment {
  const kept = new Map<string, string>();
  return {
    ...createBrowserEnvironment(),
    storage: {
      get: (key) => kept.get(key) ?? null,
      set: (key, value) => void kept.set(key, value),
      remove: (key) => void kept.delete(key),
    },
    navigate: openCheckout,
    returnTo: () => returnTo,
  };
}

/** A product's billing page with the kit inside, and beside it the hand on the billing system. */
export function BillingPage({ sandbox, adapter, returnTo, pay }: BillingPageProps) {
  const [visit, setVisit] = useState(0);
  const [checkout, setCheckout] = useState<string | null>(null);
  const environment = useMemo(() => createStoryEnvironment(returnTo, setCheckout), [returnTo]);
  const language = useLanguage();

  function comeBack() {
    setCheckout(null);
    setVisit(visit + 1);
  }

  return (
    <div className="story-page">
      {checkout === null ? (
        <main>
          <h1>Plan and billing</h1>
          <ChangePlanProvider key={visit} adapter={adapter} environment={environment} language={language}>
            <ChangePlan headingLevel={2} />
          </ChangePlanProvider>
        </main>
      ) : (
        <Checkout sandbox={sandbox} url={checkout} pay={pay} onReturn={comeBack} />
      )}
      <BillingPanel control={sandbox.control} onReload={comeBack} />
    </div>
  );
}
