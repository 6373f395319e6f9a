import type { WireAnswer } from '../answer.js';
import type { Wire } from '../wire.js';
import { handleOcp, OCP_MOUNT } from './handle.js';
import { workspaceNamed } from './workspace.js';

function plain(status: number, message: string, headers: Readonly<Record<string, string>> = {}): WireAnswer {
  return { status, headers, body: JSON.stringify({ message }) };
}

export const ocpWire: Wire = {
  name: 'ocp',
  mount: OCP_MOUNT,
  handle: handleOcp,
  isPreview: () => false,
  isChange: ({ method, path }) => method === 'POST' && /\/change[-_]plan$/.test(path),
  subscriptionOf: ({ path }, world) => {
    const id = /\/workspace\/([^/]+)/.exec(path)?.[1];
    return id === undefined ? null : (workspaceNamed(world, id)?.id ?? null);
  },
  failure: (status) => plain(status, 'Server Error'),
  rateLimited: (headers) => plain(429, 'Too Many Attempts.', headers),
  // There is no preview to spoil.
  withTotalOff: (body) => body,
  keys: null,
};
