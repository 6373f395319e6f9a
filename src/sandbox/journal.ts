/** One request that the sandbox was asked, as `GET /__control/requests` shows it. */
export interface JournalEntry {
  /** The sandbox's own time. */
  readonly at: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON where it could be read, else the text; null where there was none. */
  readonly body: unknown;
  /** Null while, or because, no answer was given. */
  status: number | null;
}

const SECRET = new Set(['x-api-key', 'authorization', 'cookie', 'proxy-authorization']);
const LIMIT = 1000;

export interface Journal {
  begin(at: string, method: string, url: URL, headers: Headers, body: string): JournalEntry;
  list(): readonly JournalEntry[];
  clear(): void;
}

export function createJournal(): Journal {
  const entries: JournalEntry[] = [];
  return {
    begin(at, method, url, headers, body) {
      const path = url.pathname + url.search;
      const entry = { at, method, path, headers: redacted(headers), body: readable(body), status: null };
      entries.push(entry);
      if (entries.length > LIMIT) entries.shift();
      return entry;
    },
    list: () => entries,
    clear: () => void (entries.length = 0),
  };
}

function redacted(headers: Headers): Record<string, string> {
  const shown: Record<string, string> = {};
  headers.forEach((value, name) => {
    shown[name] = SECRET.has(name) ? `${value.slice(0, 3)}…` : value;
  });
  return shown;
}

function readable(body: string): unknown {
  if (body === '') return null;
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch {
    return body;
  }
}
