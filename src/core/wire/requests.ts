import type {
  CancelRequest,
  CatalogRequest,
  ChangePlanRequest,
  LinkRequest,
  PreviewRequest,
  ReadChangeRequest,
  TopUpRequest,
  UndoRequest,
} from '../adapter.js';
import { DecodeError, exactly, matching, nullable, oneOf, sized, string, type Decoder } from './decoder.js';
import { decodeMoney, decodeSelection } from './selection.js';

/** The end of the path of each call, and its method. Everything before it is the host's. */
export const ROUTES = {
  catalog: { method: 'GET', path: 'catalog' },
  preview: { method: 'POST', path: 'preview' },
  change: { method: 'POST', path: 'change' },
  read: { method: 'POST', path: 'read' },
  undo: { method: 'POST', path: 'undo' },
  cancel: { method: 'POST', path: 'cancel' },
  topUp: { method: 'POST', path: 'top-up' },
  link: { method: 'POST', path: 'link' },
} as const;

export type RouteName = keyof typeof ROUTES;

/** 1 to 255 visible ASCII characters; a structured-field string loses its quotes. */
export const decodeIdempotencyKey: Decoder<string> = (input, path) => {
  const value = string(input, path);
  const bare = /^"(.*)"$/.exec(value)?.[1] ?? value;
  if (/^[\x21-\x7e]{1,255}$/.test(bare)) return bare;
  throw new DecodeError(path, 'a key of 1 to 255 visible ASCII characters');
};

const locale = matching('a BCP 47 language tag', /^[A-Za-z0-9-]{2,64}$/);
const token = sized('a preview token', 1, 8192);

const confirmed = {
  selection: decodeSelection,
  token,
  expected: nullable(decodeMoney),
  idempotencyKey: decodeIdempotencyKey,
  locale,
};

export const decodeCatalogRequest = exactly<CatalogRequest>({ locale });
export const decodePreviewRequest = exactly<Omit<PreviewRequest, 'pin'>>({ selection: decodeSelection, locale });
export const decodeReadChangeRequest = exactly<ReadChangeRequest>(confirmed);
export const decodeChangePlanRequest = exactly<ChangePlanRequest>({ ...confirmed, returnTo: nullable(string) });
export const decodeUndoRequest = exactly<UndoRequest>({
  scheduledChangeId: string,
  idempotencyKey: decodeIdempotencyKey,
});

const LONGEST_COMMENT = 500;
const comment = sized(`a text of at most ${LONGEST_COMMENT} characters`, 0, LONGEST_COMMENT);

export const decodeCancelRequest = exactly<CancelRequest>({
  effectiveAt: oneOf('immediately', 'next_billing_date'),
  reason: nullable(
    oneOf(
      'too_expensive',
      'missing_features',
      'switched_service',
      'unused',
      'customer_service',
      'low_quality',
      'too_complex',
      'other',
    ),
  ),
  comment: nullable(comment),
  idempotencyKey: decodeIdempotencyKey,
});
export const decodeTopUpRequest = exactly<TopUpRequest>({
  topUpId: string,
  expected: decodeMoney,
  idempotencyKey: decodeIdempotencyKey,
  returnTo: nullable(string),
});
export const decodeLinkRequest = exactly<LinkRequest>({
  purpose: oneOf('portal', 'recovery'),
  returnTo: nullable(string),
});
