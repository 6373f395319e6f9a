/** One request and what came back, as far as a report needs it. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  /** Null where no answer came. */
  readonly status: number | null;
}

export interface RecordingFetch {
  readonly fetch: typeof fetch;
  /** The latest exchange since `forget`, or null. */
  last(): Exchange | null;
  forget(): void;
}

const LONGEST_BODY = 300;

/** A fetch that remembers what it asked last, so that a broken promise can name its request. Headers are never kept: they hold keys. */
export function recording(ask: typeof fetch): RecordingFetch {
  let last: Exchange | null = null;
  return {
    last: () => last,
    forget: () => void (last = null),
    fetch: async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      const sent = typeof init?.body === 'string' ? init.body : null;
      const body = sent !== null && sent.length > LONGEST_BODY ? `${sent.slice(0, LONGEST_BODY)}…` : sent;
      last = { method: init?.method ?? 'GET', url, body, status: null };
      const answer = await ask(input, init);
      last = { ...last, status: answer.status };
      return answer;
    },
  };
}
