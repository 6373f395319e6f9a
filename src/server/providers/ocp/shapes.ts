import {
  check,
  DecodeError,
  list,
  nullable,
  object,
  record,
  string,
  type Decoder,
} from '../../../core/wire/decoder.js';

const finite = check('a number', (input): input is number => typeof input === 'number' && Number.isFinite(input));
/** A number, also written as text. */
const number: Decoder<number> = (input, path) =>
  finite(typeof input === 'string' && /^-?\d+(\.\d+)?$/.test(input) ? Number(input) : input, path);

/** A flag in any of the forms it was seen in. */
export function flagOf(input: unknown): boolean | null {
  if (input === true || input === 1 || input === '1' || input === 'yes') return true;
  return input === false || input === 0 || input === '0' || input === 'no' ? false : null;
}

const id: Decoder<string> = (input, path) => {
  const value = typeof input === 'number' ? String(input) : string(input, path);
  if (/^[A-Za-z0-9_-]{1,100}$/.test(value)) return value;
  throw new DecodeError(path, 'an id of letters, digits, _ and -');
};

export interface OcpPlan {
  readonly id: string;
  readonly name: string;
  /** What the partner pays, in whole US dollars and parts of them. */
  readonly price: number;
  readonly bots: number | null;
  readonly bot_users: number | null;
  readonly members: number | null;
  readonly is_yearly: boolean;
  readonly status: string;
}

const flag: Decoder<boolean> = (input) => flagOf(input) ?? false;
const planFields = object<OcpPlan>({
  id,
  name: string,
  price: number,
  bots: nullable(number),
  bot_users: nullable(number),
  members: nullable(number),
  is_yearly: flag,
  status: (input) => (typeof input === 'string' || typeof input === 'number' ? String(input) : 'active'),
});

export const decodePlans = list(planFields, 200);

export interface OcpWorkspace {
  readonly id: string;
  readonly name: string;
  readonly ownerName: string;
  readonly planId: string;
  /** ISO 8601, in UTC. */
  readonly start: string | null;
  readonly end: string | null;
  readonly trialEndsAt: string | null;
  /** Null where the workspace does not say. */
  readonly autoRenew: boolean | null;
  readonly isPaused: boolean;
  readonly used: { readonly bots: number | null; readonly bot_users: number | null; readonly members: number | null };
  readonly addons: readonly { readonly id: string; readonly quantity: number }[];
}

const ADDONS = ['addon_bot', 'addon_member', 'addon_bot_user', 'addon_lists'] as const;

export interface WorkspaceReading {
  readonly autoRenewField: string | null;
  readonly trialField: string | null;
  readonly billingTimeZone: string;
}

const maybe = nullable(number);

export function workspaceDecoder({ autoRenewField, trialField, billingTimeZone }: WorkspaceReading) {
  const date = (input: unknown, path: string) => instantOf(input, path, billingTimeZone);
  const decode: Decoder<OcpWorkspace> = (input, path) => {
    const from = record(input, path);
    const text = (key: string) => nullable(string)(from[key], `${path}.${key}`) ?? '';
    return {
      id: id(from.id, `${path}.id`),
      name: text('name'),
      ownerName: text('owner_name'),
      planId: planIn(string(from.plan, `${path}.plan`), `${path}.plan`),
      start: date(from.billing_start_at, `${path}.billing_start_at`),
      end: date(from.billing_end_at, `${path}.billing_end_at`),
      trialEndsAt: trialField === null ? null : date(from[trialField], `${path}.${trialField}`),
      autoRenew: autoRenewField === null ? null : flagOf(from[autoRenewField]),
      isPaused: flagOf(from.is_paused) ?? false,
      used: {
        bots: maybe(from.bot_used, `${path}.bot_used`),
        bot_users: maybe(from.bot_user_used, `${path}.bot_user_used`),
        members: maybe(from.member_used, `${path}.member_used`),
      },
      addons: ADDONS.map((key) => ({ id: key, quantity: maybe(from[key], `${path}.${key}`) ?? 0 })),
    };
  };
  return decode;
}

/** `business`, and also `'business','x'`: one public client had to take quotes off and the first of a list. */
function planIn(written: string, path: string): string {
  const first = written.split(',')[0] ?? '';
  return id(first.replace(/["']/g, '').trim(), path);
}

/** An instant, from a date that may carry no zone. */
function instantOf(input: unknown, path: string, timeZone: string): string | null {
  if (input === null || input === undefined || input === '') return null;
  const text = string(input, path).trim();
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  if (parts === null) throw new DecodeError(path, 'a date');
  const [, day = '', time = '00:00:00', zone] = parts;
  const asUtc = Date.parse(`${day}T${time}${zone ?? 'Z'}`);
  if (Number.isNaN(asUtc)) throw new DecodeError(path, 'a date');
  return new Date(zone === undefined ? asUtc - offsetOf(asUtc, timeZone) : asUtc).toISOString();
}

/** How far a zone is ahead of UTC at about that time, in milliseconds. */
function offsetOf(time: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const shown = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(time)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)$/.exec(shown ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}
