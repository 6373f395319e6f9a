import type { DefaultMatch, SwitchName } from './switches.js';
import { ENDINGS, SWITCHES } from './switches.js';

export interface FaultRequest {
  readonly switch: SwitchName;
  /** How many requests it hits. Default 1; for `status-list` as many as there are statuses. */
  readonly times?: number;
  /** `path` is how the path ends, from one of its slashes on; `*` stands for anything. Of webhooks it is the whole type. */
  readonly match?: { readonly method?: string; readonly path?: string };
  readonly args?: Readonly<Record<string, unknown>>;
}

/** A fault that hits a request. */
export interface Hit {
  readonly switch: SwitchName;
  readonly args: Readonly<Record<string, unknown>>;
  /** 0 for the first request it hits. */
  readonly round: number;
}

/** What a request does: a change is the write that carries a plan change out. */
export type Act = 'read' | 'preview' | 'change' | 'write';

export interface Faulty {
  readonly method: string;
  readonly path: string;
  readonly act: Act;
}

interface Armed extends FaultRequest {
  left: number;
  round: number;
}

export interface FaultBox {
  arm(fault: FaultRequest): void;
  /** The faults that hit a request, each used up by one. */
  take(request: Faulty): readonly Hit[];
  /** Uses up one `decline`, if a payment of this request is to be refused. */
  takeDecline(request: Faulty): Hit | null;
  /** The faults that hit a delivery of a type of event, which a `match.path` is compared with; each used up by one. */
  takeWebhook(type: string): readonly Hit[];
  clear(): void;
  list(): readonly (FaultRequest & { readonly left: number })[];
}

export function createFaultBox(): FaultBox {
  let armed: Armed[] = [];

  const usedUp = (fault: Armed): Hit => {
    const hit = { switch: fault.switch, args: fault.args ?? {}, round: fault.round };
    fault.left -= 1;
    fault.round += 1;
    armed = armed.filter(({ left }) => left > 0);
    return hit;
  };

  return {
    arm: (fault) => void armed.push({ ...fault, left: timesOf(fault), round: 0 }),
    take(request) {
      const waiting = armed.filter(
        (fault) => fault.switch !== 'decline' && !isOfWebhooks(fault) && matches(fault, request),
      );
      const ending = waiting.find((fault) => ENDINGS.has(fault.switch));
      return waiting.filter((fault) => fault === ending || !ENDINGS.has(fault.switch)).map(usedUp);
    },
    takeDecline: (request) => {
      const fault = armed.find((candidate) => candidate.switch === 'decline' && matches(candidate, request));
      return fault ? usedUp(fault) : null;
    },
    takeWebhook: (type) =>
      armed
        .filter(
          (fault) => isOfWebhooks(fault) && (fault.match?.path === undefined || whole(fault.match.path).test(type)),
        )
        .map(usedUp),
    clear: () => void (armed = []),
    list: () => armed,
  };
}

function isOfWebhooks(fault: FaultRequest): boolean {
  return SWITCHES[fault.switch].on === 'webhook';
}

function timesOf({ switch: name, times, args }: FaultRequest): number {
  if (times !== undefined) return times;
  return name === 'status-list' && Array.isArray(args?.statuses) ? args.statuses.length : 1;
}

function matches(fault: Armed, { method, path, act }: Faulty): boolean {
  const { match } = fault;
  if (match === undefined || (match.method === undefined && match.path === undefined))
    return matchesDefault(SWITCHES[fault.switch].on, act);
  const methodFits = match.method === undefined || match.method.toUpperCase() === method;
  return methodFits && (match.path === undefined || ending(match.path).test(path));
}

// `/change-plan` is the end of a path, and not what stands before `/preview`.
function ending(pattern: string): RegExp {
  return new RegExp(`(?:^|/)${escaped(pattern.replace(/^\//, ''))}$`);
}

function whole(pattern: string): RegExp {
  return new RegExp(`^${escaped(pattern)}$`);
}

function escaped(pattern: string): string {
  return pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
}

function matchesDefault(on: DefaultMatch, act: Act): boolean {
  switch (on) {
    case 'any':
    case 'at_once':
      return true;
    case 'read':
      return act === 'read';
    case 'write':
      return act === 'write' || act === 'change';
    case 'change':
      return act === 'change';
    case 'webhook':
      return false;
  }
}

export function numberArg(hit: Pick<Hit, 'args'>, name: string, otherwise: number): number {
  const value = hit.args[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

export function textArg(hit: Pick<Hit, 'args'>, name: string): string | null {
  const value = hit.args[name];
  return typeof value === 'string' ? value : null;
}
