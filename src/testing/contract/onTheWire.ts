import type { BillingAdapter } from '../../core/adapter.js';
import type { Decoder } from '../../core/wire/decoder.js';
import {
  decodeCancelOutcome,
  decodeCatalog,
  decodeChangeOutcome,
  decodeLinkOutcome,
  decodePreview,
  decodeReadOutcome,
  decodeTopUpOutcome,
  decodeUndoOutcome,
} from '../../core/wire/shapes.js';
import { alike, BrokenPromise, say } from './say.js';

/** The adapter, with every answer sent as JSON and read back: what arrives must be what was answered. */
export function onTheWire(adapter: BillingAdapter): BillingAdapter {
  // Bound, since an adapter may be a class.
  const cancel = adapter.cancelSubscription?.bind(adapter);
  const topUp = adapter.topUpCredits?.bind(adapter);
  const link = adapter.createLink?.bind(adapter);
  return {
    getCatalog: async (request, signal) => carried(decodeCatalog, await adapter.getCatalog(request, signal), 'catalog'),
    previewChangePlan: async (request, signal) =>
      carried(decodePreview, await adapter.previewChangePlan(request, signal), 'preview'),
    changePlan: async (request, signal) =>
      carried(decodeChangeOutcome, await adapter.changePlan(request, signal), 'outcome'),
    readChange: async (request, signal) =>
      carried(decodeReadOutcome, await adapter.readChange(request, signal), 'read outcome'),
    cancelScheduledChange: async (request, signal) =>
      carried(decodeUndoOutcome, await adapter.cancelScheduledChange(request, signal), 'undo outcome'),
    ...(cancel && {
      cancelSubscription: async (request, signal) =>
        carried(decodeCancelOutcome, await cancel(request, signal), 'cancel outcome'),
    }),
    ...(topUp && {
      topUpCredits: async (request, signal) =>
        carried(decodeTopUpOutcome, await topUp(request, signal), 'top-up outcome'),
    }),
    ...(link && {
      createLink: async (request, signal) => carried(decodeLinkOutcome, await link(request, signal), 'link outcome'),
    }),
  };
}

function carried<T>(decode: Decoder<T>, answer: T, name: string): T {
  const arrived = read(decode, answer, name);
  say(alike(arrived, answer), `The ${name} changes on the wire: a field is missing, unknown or of another kind.`);
  return arrived;
}

function read<T>(decode: Decoder<T>, answer: T, name: string): T {
  try {
    return decode(JSON.parse(JSON.stringify(answer)), '');
  } catch (cause) {
    throw new BrokenPromise(`The ${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
