import { parseArgs } from 'node:util';
import { openFileStore } from '../sandbox/node/fileStore.js';
import { startSandboxServer } from '../sandbox/node/server.js';

export const SANDBOX_HELP = `planshift sandbox [--port N] [--data FILE] [--now ISO]

  --port N      the port on 127.0.0.1; 0 takes any free one (default 4010)
  --data FILE   keeps everything in this file (default: memory only)
  --now ISO     what time it is, such as 2026-04-16T00:00:00Z; an existing data file keeps its own time

Prints one line of JSON when it is ready: where it is, its keys, and whom the demo belongs to.

To send an application's calls to Commet there instead:
  PLANSHIFT_SANDBOX_COMMET=http://127.0.0.1:4010/commet node --import planshift/sandbox/commet app.js`;

/** Runs the sandbox until it is stopped. @throws Error with a sentence for wrong options. */
export async function runSandbox(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      now: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return console.log(SANDBOX_HELP);
  const store = values.data === undefined ? undefined : await openFileStore(values.data);
  const server = await startSandboxServer({
    port: portOf(values.port),
    ...(values.now === undefined ? {} : { now: nowOf(values.now) }),
    ...(store === undefined ? {} : { store }),
  });
  stopWhenTold(() => server.close());
  console.log(JSON.stringify(server.ready));
}

function portOf(value: string | undefined): number {
  const port = value === undefined ? 4010 : Number(value);
  if (!/^\d+$/.test(value ?? '4010') || port > 65_535)
    throw new Error(`--port takes a number from 0 to 65535, not ${JSON.stringify(value)}.`);
  return port;
}

function nowOf(value: string): string {
  const time = Date.parse(value);
  if (Number.isNaN(time))
    throw new Error(`--now takes a date such as 2026-04-16T00:00:00Z, not ${JSON.stringify(value)}.`);
  return new Date(time).toISOString();
}

function stopWhenTold(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().then(() => process.exit(0)));
}
