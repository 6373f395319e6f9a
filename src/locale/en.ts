import type { CancelReason } from '../core/adapter.js';
import type {
  AppliedPayment,
  CancelOutcome,
  DeclineReason,
  NotChangedReason,
  StaleReason,
  TopUpOutcome,
  UndoOutcome,
} from '../core/outcome.js';
import type { BlockedReason, LineKind } from '../core/preview.js';
import type { ChangePlanErrorCode } from '../core/errors.js';
import type { IntervalUnit } from '../core/plan.js';
import { careEn } from './en/care.js';
import { changesEn } from './en/changes.js';
import type { Source } from './messages.js';

type CancelRefusal = Extract<CancelOutcome, { status: 'rejected' }>['reason'];
type TopUpRefusal = Extract<TopUpOutcome, { status: 'rejected' }>['reason'];
type UndoRefusal = Extract<UndoOutcome, { status: 'rejected' }>['reason'];

/** Every code that reaches the screen has words: a member without a sentence is a type error here. */
type CodeWords = Record<
  | `blocked.${BlockedReason}`
  | `declined.${DeclineReason}`
  | `stale.${StaleReason}`
  | `applied.${AppliedPayment}`
  | `notChanged.${NotChangedReason}`
  | `undo.${UndoRefusal}`
  | `reason.${CancelReason}`
  | `canceled.${CancelRefusal}`
  | `credit.${TopUpRefusal}`
  | `back.${NotChangedReason}`
  | `error.${ChangePlanErrorCode}`
  | `line.${Exclude<LineKind, 'charge' | 'addon'>}`
  | `pending.${'payment' | 'review'}`
  | `per.${IntervalUnit}`
  | `every.${IntervalUnit}`,
  Source
>;

/** English, the source of every other language. Names in braces are filled in; `count` chooses the plural form. */
export const en = { ...changesEn, ...careEn } as const satisfies CodeWords & Record<string, Source>;
