import { VERSION_HEADER, WIRE_VERSION } from '../../core/wire/version.js';
import { adapterContract } from '../adapterContract.js';
import type { ContractSummary, PromiseNote } from '../contract/report.js';
import { BrokenPromise } from '../contract/say.js';
import { recording, type Exchange } from './exchange.js';
import { aboutWorlds, httpHarness, type HeaderValues, type Target } from './httpHarness.js';
import { wirePromises, type Wire } from './wirePromises.js';

export interface VerifyOptions {
  /** Where the wire is: everything before the routes. */
  readonly url: string;
  /** Sent with every request, such as a session. */
  readonly headers: HeaderValues;
  readonly fetch: typeof fetch;
  /** Makes the port over HTTP, with the fetch that remembers. */
  readonly createAdapter: (
    endpoint: string,
    headers: HeaderValues,
    ask: typeof fetch,
  ) => ReturnType<Target['createAdapter']>;
}

/** A promise that a server broke, with the request that showed it. */
export interface BrokenNote extends PromiseNote {
  readonly request: Exchange | null;
}

export interface VerifyReport {
  readonly url: string;
  /** What was found out by reading alone. */
  readonly wire: { readonly kept: readonly string[]; readonly broken: readonly BrokenNote[] };
  /** What the contract found out in the server's test worlds; null where it offers none. */
  readonly contract: (Omit<ContractSummary, 'broken'> & { readonly broken: readonly BrokenNote[] }) | null;
}

/** Runs what can be asked of a server that speaks the wire. Rejects where it cannot be reached at all. */
export async function verifyServer({ url, headers, fetch: ask, createAdapter }: VerifyOptions): Promise<VerifyReport> {
  const root = url.replace(/\/+$/, '');
  const recorder = recording(ask);
  const target: Target = {
    url: root,
    headers,
    fetch: recorder.fetch,
    control: ask,
    createAdapter: (endpoint, more) => createAdapter(endpoint, more, recorder.fetch),
  };
  const about = await aboutWorlds(target);
  const wire = wireOf(target);
  const [kept, broken]: [string[], BrokenNote[]] = [[], []];
  for (const promise of wirePromises) {
    recorder.forget();
    try {
      await promise.keep(wire);
      kept.push(promise.title);
    } catch (thrown) {
      broken.push({ promise: promise.title, why: sentenceOf(thrown), request: recorder.last() });
    }
  }
  return { url: root, wire: { kept, broken }, contract: about && (await contractOf(await httpHarness(target, about))) };

  async function contractOf(harness: Awaited<ReturnType<typeof httpHarness>>): Promise<VerifyReport['contract']> {
    const tests: [string, () => Promise<void>][] = [];
    const report = adapterContract(harness, {
      describe: (_, body) => body(),
      it: (title, body) => void tests.push([title, body]),
    });
    const requests = new Map<string, Exchange | null>();
    for (const [title, body] of tests) {
      recorder.forget();
      await body().catch(() => requests.set(title, recorder.last()));
    }
    const summary = report.toJSON();
    return {
      ...summary,
      broken: summary.broken.map((note) => ({ ...note, request: requests.get(note.promise) ?? null })),
    };
  }
}

function wireOf({ url, headers, fetch: ask }: Target): Wire {
  const known = { accept: 'application/json', [VERSION_HEADER]: String(WIRE_VERSION), ...headers };
  return {
    ask: (end, body, more) =>
      body === undefined
        ? ask(`${url}/${end}`, { headers: known })
        : ask(`${url}/${end}`, {
            method: 'POST',
            headers: { ...known, 'content-type': 'application/json', ...more },
            body,
          }),
  };
}

function sentenceOf(thrown: unknown): string {
  if (thrown instanceof BrokenPromise) return thrown.message;
  return `It could not be asked: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
}
