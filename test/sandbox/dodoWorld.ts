import DodoPayments from 'dodopayments';
import { createSandbox, type Sandbox, type SandboxSettings } from 'planshift/sandbox';

export interface OpenedDodo {
  readonly sandbox: Sandbox;
  readonly client: DodoPayments;
  /** What reached the sandbox of the vendor's protocol, mount taken off: `GET /products`. */
  lines(): readonly string[];
  /** The body of the last request whose line begins so. */
  bodyOf(line: string): unknown;
}

interface Settings extends SandboxSettings {
  /** How often the client tries again. Default 0. */
  readonly maxRetries?: number;
  readonly bearerToken?: string;
  readonly timeout?: number;
}

/** A sandbox with the vendor's own client pointed at it, unmodified but for its address. */
export function openDodo({ maxRetries = 0, bearerToken, timeout = 5000, ...settings }: Settings = {}): OpenedDodo {
  const sandbox = createSandbox({ options: { dodo: { settleAfterMs: 0 } }, ...settings });
  const client = new DodoPayments({
    bearerToken: bearerToken ?? sandbox.apiKeys.dodo,
    baseURL: 'http://127.0.0.1:4010/dodo',
    maxRetries,
    timeout,
    fetch: (input, init) => sandbox.fetch(new Request(input, init)),
  });
  const lineOf = (entry: { readonly method: string; readonly path: string }) =>
    `${entry.method} ${entry.path.replace(/^\/dodo/, '')}`;
  return {
    sandbox,
    client,
    lines: () => sandbox.control.requests().map(lineOf),
    bodyOf: (line) => sandbox.control.requests().findLast((entry) => lineOf(entry).startsWith(line))?.body,
  };
}

/** Time for what the vendor does a moment after its answer. */
export function aMoment(ms = 5): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
