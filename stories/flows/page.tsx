import { useEffect, useMemo, useState } from 'react';
import { ChangePlan, ChangePlanProvider, createBrowserEnvironment, type FlowEnvironment } from 'planshift';
import type { Sandbox } from 'planshift/sandbox';

export interface FlowPageProps {
  /** Who is signed in; the sandbox has one customer for each situation. */
  readonly customerId: string;
  readonly subscriptionId: string | null;
  /** A billing system that lives in this very page. A story makes its own, so that its play steps can look into the ledger. */
  readonly sandbox: Sandbox;
}

/** A page that keeps its storage to itself and, since a story cannot leave its frame, opens the checkout in its own place. */
function createStoryEnvironment(openCheckout: (url: string) => void): FlowEnvironment {
  const kept = new Map<string, string>();
  return {
    ...createBrowserEnvironment(),
    storage: {
      get: (key) => kept.get(key) ?? null,
      set: (key, value) => void kept.set(key, value),
      remove: (key) => void kept.delete(key),
    },
    navigate: openCheckout,
    returnTo: () => location.href,
  };
}

/** A product's billing page with the kit inside. */
export function FlowPage({ customerId, subscriptionId, sandbox }: FlowPageProps) {
  const [visit, setVisit] = useState(0);
  const [checkout, setCheckout] = useState<string | null>(null);
  const environment = useMemo(() => createStoryEnvironment(setCheckout), []);
  const adapter = useMemo(() => sandbox.adapter({ customerId, subscriptionId }), [sandbox, customerId, subscriptionId]);

  function comeBack() {
    setCheckout(null);
    setVisit(visit + 1);
  }

  if (checkout !== null) return <Checkout sandbox={sandbox} url={checkout} onReturn={comeBack} />;
  return (
    <main>
      <h1>Plan and billing</h1>
      <ChangePlanProvider key={visit} adapter={adapter} environment={environment} locale="en">
        <ChangePlan headingLevel={2} />
      </ChangePlanProvider>
      <p>
        <button type="button" onClick={() => setVisit(visit + 1)}>
          Reload the page
        </button>
      </p>
    </main>
  );
}

interface CheckoutProps {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly onReturn: () => void;
}

/** What the checkout's page offers: each button with the form field it sends. */
interface CheckoutPage {
  readonly title: string;
  readonly says: string;
  readonly acts: readonly (readonly [label: string, name: string, value: string])[];
}

function readPage(html: string): CheckoutPage {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return {
    title: page.querySelector('h1')?.textContent ?? 'Checkout',
    says: [...page.querySelectorAll('main p')].map((line) => line.textContent).join(' '),
    acts: [...page.querySelectorAll('button')].map((button) => [button.textContent, button.name, button.value]),
  };
}

/** The sandbox's own checkout, drawn from its HTML: in a story there is no server to send the browser to. */
function Checkout({ sandbox, url, onReturn }: CheckoutProps) {
  const [page, setPage] = useState<CheckoutPage | null>(null);

  useEffect(() => {
    void sandbox.fetch(new Request(url)).then(async (answer) => setPage(readPage(await answer.text())));
  }, [sandbox, url]);

  async function act(name: string, value: string) {
    const body = new URLSearchParams({ [name]: value });
    const answer = await sandbox.fetch(new Request(url, { method: 'POST', body }));
    if (answer.status >= 300 && answer.status < 400) onReturn();
    else setPage(readPage(await answer.text()));
  }

  if (page === null) return <p>Opening the checkout…</p>;
  return (
    <main>
      <h1>{page.title}</h1>
      <p>{page.says}</p>
      {page.acts.map(([label, name, value]) => (
        <p key={label}>
          <button type="button" onClick={() => void act(name, value)}>
            {label}
          </button>
        </p>
      ))}
    </main>
  );
}
