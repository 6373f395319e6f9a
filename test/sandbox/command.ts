import { spawn, type ChildProcess } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const SRC = path.resolve(import.meta.dirname, '../../src');

/** The command and the preload as files that Node runs, beside the package's modules so that libsql is found. */
export async function bundle(): Promise<{ readonly cli: string; readonly preload: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.resolve(import.meta.dirname, '../../node_modules/.planshift-'));
  await copyFile(`${SRC}/../package.json`, `${folder}/package.json`);
  await build({
    entryPoints: { 'cli/planshift': `${SRC}/cli/planshift.ts`, preload: `${SRC}/exports/sandbox/commet.ts` },
    outdir: `${folder}/dist`,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
  });
  return {
    cli: `${folder}/dist/cli/planshift.mjs`,
    preload: `${folder}/dist/preload.mjs`,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs Node to its end. */
export function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env } });
  return new Promise((resolve) => {
    const ran = { out: '', err: '' };
    child.stdout.on('data', (data: Buffer) => (ran.out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (ran.err += data.toString()));
    child.on('close', (code) => resolve({ code, ...ran }));
  });
}

export interface Running {
  readonly ready: Readonly<{
    url: string;
    control: string;
    providers: { commet: { baseUrl: string; apiKey: string } };
    demo: { customerId: string; subscriptionId: string };
  }>;
  /** What was printed until it was ready. */
  readonly printed: string;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts the command and waits for the line that says it is ready. */
export async function start(cli: string, args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [cli, 'sandbox', ...args]);
  const printed = await firstLine(child);
  return {
    ready: JSON.parse(printed),
    printed,
    kill: (signal) =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode);
        child.on('close', (code) => resolve(code));
        child.kill(signal);
      }),
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let [out, err] = ['', ''];
    child.stdout?.on('data', (data: Buffer) => {
      out += data.toString();
      if (out.includes('\n')) resolve(out);
    });
    child.stderr?.on('data', (data: Buffer) => (err += data.toString()));
    child.on('close', () => reject(new Error(`It ended before it was ready: ${err}`)));
  });
}

export function temporaryFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'planshift-test-'));
}
