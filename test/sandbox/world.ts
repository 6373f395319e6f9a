import { Commet } from '@commet/node';
import { createSandbox, sendCommetTo, type Sandbox, type SandboxSettings } from 'planshift/sandbox';
import { startSandboxServer } from 'planshift/sandbox/node';

/** A sandbox with the vendor's own client pointed at it, in this process or over a socket. */
export interface Opened {
  readonly sandbox: Sandbox;
  readonly commet: Commet;
  /** Asks the sandbox anything, over the same way as the client. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
  readonly close: () => Promise<void>;
}

export interface OpenSettings extends SandboxSettings {
  /** How often the client tries again. Default 0. */
  readonly retries?: number;
  readonly timeout?: number;
}

export const WAYS = ['in memory', 'over HTTP'] as const;
export type Way = (typeof WAYS)[number];

export async function open(way: Way, settings: OpenSettings = {}): Promise<Opened> {
  return way === 'in memory' ? openInMemory(settings) : openOverHttp(settings);
}

export function openInMemory({ retries = 0, timeout = 5000, ...settings }: OpenSettings = {}): Opened {
  const sandbox = createSandbox(settings);
  const restore = sendCommetTo(sandbox.fetch);
  return {
    sandbox,
    commet: new Commet({ apiKey: sandbox.apiKeys.commet, telemetry: false, retries, timeout }),
    ask: (path, init) => sandbox.fetch(new Request(`http://127.0.0.1:4010${path}`, init)),
    close: async () => restore(),
  };
}

async function openOverHttp({ retries = 0, timeout = 5000, ...settings }: OpenSettings): Promise<Opened> {
  const { origin: _origin, ...rest } = settings;
  const server = await startSandboxServer({ port: 0, ...rest });
  const restore = sendCommetTo(server.ready.providers.commet.baseUrl);
  return {
    sandbox: server.sandbox,
    commet: new Commet({ apiKey: server.ready.providers.commet.apiKey, telemetry: false, retries, timeout }),
    ask: (path, init) => fetch(server.url + path, init),
    async close() {
      restore();
      await server.close();
    },
  };
}

export const KEY = { 'x-api-key': 'ck_test', 'content-type': 'application/json' };

/** A call of the vendor's API as plain JSON, in a version of it. */
export async function call(
  { ask }: Pick<Opened, 'ask'>,
  line: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ readonly status: number; readonly body: unknown; readonly headers: Headers }> {
  const [method = 'GET', path = ''] = line.split(' ');
  const response = await ask(`/commet/api/v1${path}`, {
    method,
    headers: { ...KEY, 'commet-version': '2026-07-11', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}
