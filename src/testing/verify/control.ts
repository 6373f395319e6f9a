import type { Selection } from '../../core/adapter.js';
import {
  dictionary,
  exactly,
  list,
  nullable,
  object,
  oneOf,
  optional,
  positive,
  string,
  union,
} from '../../core/wire/decoder.js';
import { decodeMoney, decodeSelection } from '../../core/wire/selection.js';
import type { LeverName, ScenarioName } from '../contract/harness.js';

/** The end of the path, below the routes of the wire, where a server offers worlds to be tested in. Never in production. */
export const CONTROL_PATH = '__verify';

const SCENARIOS: Readonly<Record<ScenarioName, true>> = {
  upgrade: true,
  downgrade: true,
  interval: true,
  free_to_paid: true,
  paid_to_free: true,
  same: true,
  seat_limit: true,
  subscribe: true,
  trial: true,
  credit: true,
  addons: true,
  discount: true,
  past_due: true,
  waits_for_payment: true,
  applies_unpaid: true,
  needs_action: true,
};
const LEVERS: Readonly<Record<LeverName, true>> = {
  decline: true,
  movePrice: true,
  loseAnswer: true,
  advanceDays: true,
  payCheckout: true,
  cancelCheckout: true,
  completePayment: true,
};
// The keys of complete records are their types' names.
export const SCENARIO_NAMES = Object.keys(SCENARIOS) as ScenarioName[];
const LEVER_NAMES = Object.keys(LEVERS) as LeverName[];

/** What a server says of its test worlds when it is asked with GET. */
export interface VerifyAbout {
  readonly name: string;
  /** For each situation null where it can be opened, or a sentence why the system has none. */
  readonly scenarios: Readonly<Record<string, string | null>>;
  readonly levers: readonly LeverName[];
}

/** One world, opened for one promise. */
export interface VerifyWorld {
  readonly world: string;
  /** Where the wire of this world is, from the URL that was verified; empty for that URL itself. */
  readonly endpoint: string;
  /** Sent with every request of this world: the session of its customer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly selection: Selection;
  readonly replacement: Selection | null;
}

/** What is asked of a server's test worlds with POST. */
export type VerifyAct =
  | { readonly act: 'open'; readonly scenario: ScenarioName }
  | { readonly act: 'charges'; readonly world: string }
  | {
      readonly act: 'pull';
      readonly world: string;
      readonly lever: LeverName;
      /** With `advanceDays`. */
      readonly days?: number;
      /** With `payCheckout` and `cancelCheckout`. */
      readonly checkoutUrl?: string;
    }
  | { readonly act: 'close'; readonly world: string };

export const decodeAbout = object<VerifyAbout>({
  name: string,
  scenarios: dictionary(nullable(string)),
  levers: list(oneOf(...LEVER_NAMES)),
});

export const decodeWorld = object<VerifyWorld>({
  world: string,
  endpoint: string,
  headers: dictionary(string),
  selection: decodeSelection,
  replacement: nullable(decodeSelection),
});

export const decodeAct = union<VerifyAct, 'act'>(
  'act',
  {
    open: { scenario: oneOf(...SCENARIO_NAMES) },
    charges: { world: string },
    pull: {
      world: string,
      lever: oneOf(...LEVER_NAMES),
      days: optional(positive),
      checkoutUrl: optional(string),
    },
    close: { world: string },
  },
  exactly,
);

export const decodeCharges = object({ charges: list(object({ id: string, amount: decodeMoney })) });
