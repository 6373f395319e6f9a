import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox, SandboxSettings } from '../createSandbox.js';
import { createSandbox } from '../createSandbox.js';
import type { WireName } from '../wires/apiKeys.js';
import { isConnectionLost } from '../faults/connection.js';

export interface SandboxServerSettings extends Omit<SandboxSettings, 'origin'> {
  /** Default 4010; 0 takes any free one. */
  readonly port?: number;
}

export interface SandboxServer {
  /** `http://127.0.0.1:4010` */
  readonly url: string;
  readonly sandbox: Sandbox;
  /** What `npx planshift sandbox` prints when it is ready. */
  readonly ready: SandboxReady;
  close(): Promise<void>;
}

/** What a client of one provider is pointed at. */
export interface ReadyProvider {
  readonly baseUrl: string;
  readonly apiKey: string;
}

export interface SandboxReady {
  readonly url: string;
  readonly providers: Readonly<Record<WireName, ReadyProvider>>;
  readonly control: string;
  readonly demo: { readonly customerId: string; readonly subscriptionId: string };
}

const HOST = '127.0.0.1';
const MAX_BODY = 1_000_000;

/** Starts a sandbox on this machine. Rejects with a sentence where the port is taken. */
export async function startSandboxServer({
  port = 4010,
  ...settings
}: SandboxServerSettings = {}): Promise<SandboxServer> {
  let url = '';
  const sandbox = createSandbox({ ...settings, origin: () => url });
  const server = createServer((incoming, outgoing) => void serve(sandbox, url, incoming, outgoing));
  url = await listen(server, port);
  const provider = (name: WireName, path: string) => ({ baseUrl: url + path, apiKey: sandbox.apiKeys[name] });
  const ready = {
    url,
    providers: {
      commet: provider('commet', '/commet'),
      dodo: provider('dodo', '/dodo'),
      ocp: provider('ocp', '/ocp/api'),
      // The official client takes a host and no path.
      stripe: provider('stripe', ''),
    },
    control: `${url}/__control`,
    demo: sandbox.demo,
  };
  return { url, sandbox, ready, close: () => close(server) };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenProblem(cause, port)));
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(`http://${HOST}:${isAddress(address) ? address.port : port}`);
    });
  });
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

function listenProblem(cause: NodeJS.ErrnoException, port: number): Error {
  if (cause.code !== 'EADDRINUSE') return cause;
  return new Error(
    `Port ${port} is taken. Stop what runs there, or choose another with --port N (0 for any free one).`,
    {
      cause,
    },
  );
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((problem) => (problem ? reject(problem) : resolve()));
    server.closeAllConnections();
  });
}

async function serve(
  sandbox: Sandbox,
  url: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) gone.abort(new Error('The client has gone.'));
  });
  try {
    const request = await toRequest(url, incoming);
    await send(await sandbox.fetch(request, gone.signal), outgoing);
  } catch (thrown) {
    if (gone.signal.aborted) return;
    if (isConnectionLost(thrown)) outgoing.destroy();
    else fail(outgoing, thrown);
  }
}

function fail(outgoing: ServerResponse, thrown: unknown): void {
  const message = thrown instanceof Error ? thrown.message : 'Something failed.';
  if (outgoing.headersSent) return void outgoing.destroy();
  outgoing.writeHead(500, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify({ error: message }));
}

async function toRequest(url: string, incoming: IncomingMessage): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one);
  const method = incoming.method ?? 'GET';
  const body = await readBody(incoming);
  const hasBody = method !== 'GET' && method !== 'HEAD' && body !== '';
  return new Request(new URL(incoming.url ?? '/', url), { method, headers, ...(hasBody ? { body } : {}) });
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY) throw new Error(`The body is larger than ${MAX_BODY} bytes.`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) return void outgoing.end();
  try {
    for await (const chunk of response.body) outgoing.write(chunk);
    outgoing.end();
  } catch {
    // The body was cut off on purpose: what was written goes out, and the connection with it.
    setTimeout(() => outgoing.destroy(), 20);
  }
}
