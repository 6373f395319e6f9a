import { useEffect, useState } from 'react';
import type { Sandbox } from 'planshift/sandbox';

export interface CheckoutProps {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly pay: ((url: string) => Promise<void>) | undefined;
  readonly onReturn: () => void;
}

/** What a checkout's page offers: each button with the form field it sends. */
interface CheckoutPage {
  readonly title: string;
  readonly says: string;
  readonly acts: readonly (readonly [label: string, name: string, value: string])[];
}

const PARTNERS_OWN: CheckoutPage = {
  title: 'Partner checkout',
  says: 'A page of the partner. Nothing here is real money.',
  acts: [
    ['Pay', 'action', 'pay'],
    ['Back without paying', 'action', 'back'],
  ],
};

function readPage(html: string): CheckoutPage {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return {
    title: page.querySelector('h1')?.textContent ?? 'Checkout',
    says: [...page.querySelectorAll('main p')].map((line) => line.textContent).join(' '),
    acts: [...page.querySelectorAll('button')].map((button) => [button.textContent, button.name, button.value]),
  };
}

/** The sandbox's own checkout, drawn from its HTML: in a story there is no server to send the browser to. */
export function Checkout({ sandbox, url, pay, onReturn }: CheckoutProps) {
  const [page, setPage] = useState<CheckoutPage | null>(pay ? PARTNERS_OWN : null);

  useEffect(() => {
    if (!pay) void sandbox.fetch(new Request(url)).then(async (answer) => setPage(readPage(await answer.text())));
  }, [sandbox, url, pay]);

  async function act(name: string, value: string) {
    if (pay) {
      if (value === 'pay') await pay(url);
      return onReturn();
    }
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
      {page.acts.length === 0 && (
        <p>
          <button type="button" onClick={onReturn}>
            Back to the product
          </button>
        </p>
      )}
    </main>
  );
}
