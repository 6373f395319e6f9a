import type { WireAnswer } from '../wires/answer.js';
import type { Wire } from '../wires/wire.js';
import type { Hit } from './faults.js';
import { numberArg } from './faults.js';

/** The answer that a fault puts in place of the real one; null where it does not. */
export function replacement(
  hit: Hit,
  { failure, rateLimited }: Pick<Wire, 'failure' | 'rateLimited'>,
): { readonly answer: WireAnswer; readonly commit: boolean } | null {
  const commit = hit.args.commit === true;
  switch (hit.switch) {
    case 'status-list':
      return { answer: failure(statusAt(hit)), commit };
    case 'store-and-replay':
      return { answer: failure(500), commit: hit.args.commit !== false };
    case 'retry-after':
      return { answer: rateLimited(retryAfter(hit)), commit };
    case 'html-error':
      return { answer: proxyPage(numberArg(hit, 'status', 503)), commit };
    default:
      return null;
  }
}

function statusAt(hit: Hit): number {
  const { statuses: list, status: single = 500 } = hit.args;
  const statuses: readonly unknown[] = Array.isArray(list) ? list : [single];
  const status = Number(statuses[Math.min(hit.round, statuses.length - 1)]);
  return Number.isInteger(status) && status >= 200 && status <= 599 ? status : 500;
}

function retryAfter(hit: Hit): Record<string, string> {
  return hit.args.seconds === null ? {} : { 'retry-after': String(numberArg(hit, 'seconds', 1)) };
}

function proxyPage(status: number): WireAnswer {
  const body = `<!doctype html><html lang="en"><title>${status}</title><h1>Service temporarily unavailable</h1></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/** The real answer, spoiled. */
export function spoil(hit: Hit, answer: WireAnswer): WireAnswer {
  switch (hit.switch) {
    case 'giant-body':
      return { ...answer, body: inject(answer.body, `"filling":"${'x'.repeat(numberArg(hit, 'bytes', 5_000_000))}"`) };
    case 'proto-keys':
      return { ...answer, body: withProtoKeys(answer.body) };
    default:
      return answer;
  }
}

const PROTO = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';

function withProtoKeys(body: string): string {
  const outer = inject(body, PROTO);
  return outer.replace(/"data":\{(?=")/, `"data":{${PROTO},`);
}

function inject(body: string, member: string): string {
  if (!body.startsWith('{')) return body;
  return body === '{}' ? `{${member}}` : `{${member},${body.slice(1)}`;
}
