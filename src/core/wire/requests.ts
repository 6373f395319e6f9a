import type { CatalogRequest, ChangePlanRequest, PreviewRequest, ReadChangeRequest, UndoRequest } from '../adapter.js';
import { DecodeError, exactly, nullable, string, type Decoder } from './decoder.js';
import { decodeMoney, decodeSelection } from './selection.js';

/** The end of the path of each call, and its method. Everything before it is the host's. */
export const ROUTES = {
  catalog: { method: 'GET', path: 'catalog' },
  preview: { method: 'POST', path: 'preview' },
  change: { method: 'POST', path: 'change' },
  read: { method: 'POST', path: 'read' },
  undo: { method: 'POST', path: 'undo' },
} as const;

export type RouteName = keyof typeof ROUTES;

/** 1 to 255 visible ASCII characters; a structured-field string loses its quotes. */
export const decodeIdempotencyKey: Decoder<string> = (input, path) => {
  const value = string(input, path);
  const bare = /^"(.*)"$/.exec(value)?.[1] ?? value;
  if (/^[\x21-\x7e]{1,255}$/.test(bare)) return bare;
  throw new DecodeError(path, 'a key of 1 to 255 visible ASCII characters');
};

const locale: Decoder<string> = (input, path) => {
  const value = string(input, path);
  if (/^[A-Za-z0-9-]{2,64}$/.test(value)) return value;
  throw new DecodeError(path, 'a BCP 47 language tag');
};

const token: Decoder<string> = (input, path) => {
  const value = string(input, path);
  if (value.length >= 1 && value.length <= 8192) return value;
  throw new DecodeError(path, 'a preview token');
};

const confirmed = {
  selection: decodeSelection,
  token,
  expected: nullable(decodeMoney),
  idempotencyKey: decodeIdempotencyKey,
  locale,
};

export const decodeCatalogRequest = exactly<CatalogRequest>({ locale });
export const decodePreviewRequest = exactly<PreviewRequest>({ selection: decodeSelection, locale });
export const decodeReadChangeRequest = exactly<ReadChangeRequest>(confirmed);
export const decodeChangePlanRequest = exactly<ChangePlanRequest>({ ...confirmed, returnTo: nullable(string) });
export const decodeUndoRequest = exactly<UndoRequest>({
  scheduledChangeId: string,
  idempotencyKey: decodeIdempotencyKey,
});
