import type { VirtualTime } from './virtualTime.js';

/** What a network does to one request between the page and the host's server. */
export const LOSSES = [
  'request_lost',
  'answer_lost',
  'doubled',
  'doubled_later',
  'delivered_later',
  'slow',
  'truncated',
  'proxy_page',
  'hangs',
  'too_many',
  'signed_out',
] as const;
export type Loss = (typeof LOSSES)[number];

/** One request that a page sent. */
export interface Sent {
  readonly route: string;
  readonly body: string;
  readonly url: string;
}

export interface Network {
  /** The next request of the route meets this. */
  lose(loss: Loss, route: string): void;
  clear(): void;
  readonly sent: readonly Sent[];
  /** Everything that a page received, as text. */
  readonly received: readonly string[];
  send(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
}

const LATER_MS = 20_000;
const BROKEN = 'fetch failed';

/** A network that loses, doubles, delays and cuts what it is asked to. */
export function createNetwork(time: VirtualTime, server: (request: Request) => Promise<Response>): Network {
  const armed: { readonly loss: Loss; readonly route: string }[] = [];
  const sent: Sent[] = [];
  const received: string[] = [];

  function take(route: string): Loss | null {
    const index = armed.findIndex((one) => one.route === route);
    return index < 0 ? null : (armed.splice(index, 1)[0]?.loss ?? null);
  }

  const after = (ms: number) => new Promise<void>((resolve) => void time.setTimer(ms, resolve));
  const later = (deliver: () => Promise<Response>) =>
    void time.setTimer(LATER_MS, () => void deliver().catch(() => undefined));

  async function meet(loss: Loss | null, deliver: () => Promise<Response>): Promise<Response> {
    switch (loss) {
      case null:
        return deliver();
      case 'request_lost':
        throw new TypeError(BROKEN);
      case 'answer_lost':
        await deliver();
        throw new TypeError(BROKEN);
      case 'doubled':
        return (await Promise.all([deliver(), deliver()]))[0];
      case 'doubled_later':
        later(deliver);
        return deliver();
      case 'delivered_later':
        later(deliver);
        throw new TypeError(BROKEN);
      case 'slow': {
        const answer = await deliver();
        await after(7_000);
        return answer;
      }
      case 'truncated': {
        const { status, headers, text } = await textOf(await deliver());
        return new Response(text.slice(0, 20), { status, headers });
      }
      case 'proxy_page':
        await deliver();
        return new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } });
      case 'hangs':
        await deliver();
        return new Promise(() => {});
      case 'too_many':
        return new Response('slow down', { status: 429, headers: { 'content-type': 'text/plain' } });
      case 'signed_out':
        return new Response('sign in', { status: 401, headers: { 'content-type': 'text/html' } });
    }
  }

  return {
    lose: (loss, route) => void armed.push({ loss, route }),
    clear: () => void armed.splice(0),
    sent,
    received,
    async send(input, init) {
      const url = typeof input === 'string' ? input : new Request(input).url;
      const route = new URL(url).pathname.split('/').at(-1) ?? '';
      const body = typeof init?.body === 'string' ? init.body : '';
      sent.push({ route, body, url });
      const { signal: _, ...rest } = init ?? {};
      const answer = await meet(take(route), () => server(new Request(url, rest)));
      const { status, headers, text } = await textOf(answer);
      received.push(text);
      return new Response(text, { status, headers });
    },
  };
}

async function textOf(answer: Response) {
  return { status: answer.status, headers: new Headers(answer.headers), text: await answer.text() };
}
