import { dirname, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import type { SandboxStore } from '../store.js';
import { readWorld } from '../store.js';

/** What is used of libsql, which is the host's to install. */
interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): { get(...values: unknown[]): unknown; run(...values: unknown[]): unknown };
}

/**
 * Keeps a sandbox in a file. Every save is one transaction that has reached the disk when it returns, so a process that is
 * killed loses nothing it has answered. Rejects with a sentence where libsql is missing or the file is none of ours.
 */
export async function openFileStore(file: string): Promise<SandboxStore> {
  const path = resolve(file);
  if (!existsSync(dirname(path)))
    throw new Error(`The folder of ${file} does not exist. Create it, or give another --data file.`);
  const db = await open(path);
  const store = readable(file, () => prepare(db));
  readable(file, () => checkSaved(store));
  return store;
}

async function open(path: string): Promise<Database> {
  const Libsql = await load();
  return new Libsql(path);
}

type DatabaseConstructor = new (path: string) => Database;

async function load(): Promise<DatabaseConstructor> {
  try {
    const { default: Libsql } = await import('libsql');
    return Libsql;
  } catch (cause) {
    throw new Error('A data file needs the package libsql. Install it (npm install libsql), or leave --data out.', {
      cause,
    });
  }
}

function prepare(db: Database): SandboxStore {
  // One process at a time: two would write over each other. The lock goes with the process, however it ends.
  db.exec('PRAGMA locking_mode = EXCLUSIVE');
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA synchronous = FULL');
  db.exec('CREATE TABLE IF NOT EXISTS sandbox (id INTEGER PRIMARY KEY CHECK (id = 1), world TEXT NOT NULL)');
  const get = db.prepare('SELECT world FROM sandbox WHERE id = 1');
  const put = db.prepare(
    'INSERT INTO sandbox (id, world) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET world = excluded.world',
  );
  return {
    load: () => textOf(get.get()),
    save: (text) => void put.run(text),
  };
}

function textOf(row: unknown): string | null {
  if (typeof row !== 'object' || row === null || !('world' in row)) return null;
  return typeof row.world === 'string' ? row.world : null;
}

function checkSaved(store: SandboxStore): void {
  const saved = store.load();
  if (saved !== null) readWorld(saved);
}

function readable<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const why = (cause instanceof Error ? cause.message : String(cause)).replace(/\.?$/, '.');
    const remedy = /lock|busy/i.test(why) ? 'Stop the other sandbox that uses it' : 'Move it away';
    throw new Error(`The data file ${file} cannot be used: ${why} ${remedy}, or give another --data file.`, { cause });
  }
}
