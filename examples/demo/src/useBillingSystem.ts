import { useEffect, useState } from 'react';

export interface Charge {
  readonly id: string;
  readonly subscriptionId: string;
  readonly amount: number;
  readonly currency: string;
  readonly at: string;
  readonly reason: string;
}

interface SeenRequest {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
}

interface Seen {
  readonly now: string | null;
  readonly charges: readonly Charge[];
  readonly requests: readonly SeenRequest[];
}

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(`/__panel/${path}`);
  return answer.json();
}

/** What the sandbox's control routes say, once a second, and the acts they offer. */
export function useBillingSystem() {
  const [seen, setSeen] = useState<Seen>({ now: null, charges: [], requests: [] });
  const [armed, setArmed] = useState<string | null>(null);

  useEffect(() => {
    let isWanted = true;
    async function look() {
      const [state, ledger, journal] = await Promise.all([
        read<{ now: string }>('state'),
        read<{ charges: Charge[] }>('ledger'),
        read<{ requests: SeenRequest[] }>('requests'),
      ]);
      if (isWanted) setSeen({ now: state.now, charges: ledger.charges, requests: journal.requests });
    }
    const timer = setInterval(() => void look().catch(() => {}), 1000);
    void look().catch(() => {});
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, []);

  async function act(path: string, body: object, reload: boolean, label: string | null = null) {
    await fetch(`/__panel/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    setArmed(label);
    if (reload) location.assign('/');
  }

  return { ...seen, armed, act };
}
