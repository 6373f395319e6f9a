import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Charge {
  readonly id: string;
  readonly subscriptionId: string;
  readonly amount: number;
  readonly currency: string;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number | null;
}

/** The demo as `npm start` runs it, from the built package, on free ports. */
export interface RunningDemo {
  readonly url: string;
  readonly sandboxUrl: string;
  readonly control: (route: string, body?: object) => Promise<unknown>;
  /** The panel's button: billing system and handler as they were at the start. */
  readonly startOver: () => Promise<void>;
  readonly charges: () => Promise<readonly Charge[]>;
  readonly requests: (route: string) => Promise<readonly SeenRequest[]>;
  readonly close: () => void;
}

export async function startDemo(): Promise<RunningDemo> {
  const child = spawn(process.execPath, ['examples/demo/start.mjs', '--port', '0'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url, sandboxUrl] = await urlsOf(child);
  const control = async (route: string, body?: object): Promise<unknown> => {
    const init = body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const answer = await fetch(`${sandboxUrl}/__control/${route}`, init);
    if (!answer.ok) throw new Error(`${route} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    url,
    sandboxUrl,
    control,
    startOver: async () => {
      await fetch(`${url}/__panel/reset`, { method: 'POST', body: '{}' });
    },
    // The control routes are documented to answer in these shapes.
    charges: async () => ((await control('ledger')) as { readonly charges: readonly Charge[] }).charges,
    requests: async (route) =>
      ((await control('requests')) as { readonly requests: readonly SeenRequest[] }).requests.filter((seen) =>
        seen.path.includes(route),
      ),
    close: () => void child.kill(),
  };
}

function urlsOf(child: ChildProcess): Promise<readonly [string, string]> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += String(chunk);
      const [, url] = /open:\s+(\S+)/.exec(said) ?? [];
      const [, sandboxUrl] = /system is:\s+(\S+)/.exec(said) ?? [];
      if (url && sandboxUrl) resolve([url, sandboxUrl]);
    });
    child.once('exit', (code) => reject(new Error(`The demo ended with ${code} before it was open: ${said}`)));
  });
}
