/** Which requests a switch waits for where its `match` does not say. */
export type DefaultMatch = 'any' | 'write' | 'read' | 'change' | 'at_once' | 'webhook';

/** Every failure that can be asked for, what it does, and which requests it waits for. */
export const SWITCHES = {
  'commit-then-hang': { on: 'write', does: 'Carries the request out, then never answers. args.ms: gives up after.' },
  'hang-before': { on: 'write', does: 'Never answers and does nothing. args.ms: gives up after.' },
  'truncate-body': {
    on: 'write',
    does: 'Carries the request out and cuts the answer off. args.bytes: after how many (20).',
  },
  'reset-once': { on: 'any', does: 'Closes the connection before anything is done.' },
  'status-list': {
    on: 'any',
    does: 'Answers args.statuses one after the other, or args.status ([500]), and does nothing. args.commit: carries the requests out.',
  },
  'store-and-replay': {
    on: 'write',
    does: 'Carries the request out, answers 500 and keeps that answer for the idempotency key. args.commit false: does nothing.',
  },
  'retry-after': { on: 'any', does: 'Answers 429. args.seconds: the Retry-After header (1); null leaves it out.' },
  'html-error': { on: 'any', does: 'Answers a page of a proxy. args.status (503).' },
  'apply-unpaid': { on: 'change', does: 'The payment fails and the plan changes all the same.' },
  'price-bump': {
    on: 'at_once',
    does: 'Raises prices by args.by minor units (500); args.planId, args.currency limit it. With a match: before such a request, after a preview.',
  },
  'off-by-one': {
    on: 'change',
    does: 'Charges args.by minor units (1) too much; matched with a preview, its total is off.',
  },
  'lag-reads': { on: 'read', does: 'Answers reads as they were before the last change.' },
  'version-bump': {
    on: 'at_once',
    does: 'Somebody else moves the subscription to args.planId (the next plan); args.subscriptionId. With a match: as price-bump.',
  },
  'period-rollover': {
    on: 'at_once',
    does: 'Moves the clock one second past the end of the period of args.subscriptionId. With a match: as price-bump.',
  },
  'giant-body': { on: 'any', does: 'Answers with args.bytes (5000000) of filling.' },
  'proto-keys': { on: 'any', does: 'Adds __proto__ and constructor keys to the answer.' },
  decline: {
    on: 'any',
    does: 'The next payment is refused. args.code: payment_failed or charge_failed (charge_failed).',
  },
  delay: { on: 'any', does: 'Waits args.ms (1000) before it does anything.' },
  'webhook-duplicate': { on: 'webhook', does: 'Delivers an event args.copies (1) times more, at the same time.' },
  'webhook-reorder': { on: 'webhook', does: 'Delivers an event after the one that follows it.' },
  'webhook-bad-signature': { on: 'webhook', does: 'Signs a delivery with a secret that is not the endpoint’s.' },
  'webhook-old-timestamp': { on: 'webhook', does: 'Signs a delivery as if it was sent args.seconds (3600) ago.' },
  'webhook-late': { on: 'webhook', does: 'Delivers an event args.seconds (60) later, by the clock of the sandbox.' },
  'webhook-drop': { on: 'webhook', does: 'Never delivers an event.' },
} as const satisfies Record<string, { on: DefaultMatch; does: string }>;

/** Those that end a request in their own way. Of these a request meets one; the next waits for the next request. */
export const ENDINGS: ReadonlySet<string> = new Set([
  'commit-then-hang',
  'hang-before',
  'truncate-body',
  'reset-once',
  'status-list',
  'store-and-replay',
  'retry-after',
  'html-error',
] satisfies SwitchName[]);

export type SwitchName = keyof typeof SWITCHES;

export const SWITCH_NAMES: readonly string[] = Object.keys(SWITCHES);

export function isSwitchName(value: unknown): value is SwitchName {
  return typeof value === 'string' && Object.hasOwn(SWITCHES, value);
}
