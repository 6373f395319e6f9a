import { commetWire } from './commet/wire.js';
import { dodoWire } from './dodo/wire.js';
import { ocpWire } from './ocp/wire.js';
import { stripeWire } from './stripe/wire.js';
import type { Wire } from './wire.js';

/** Every protocol that the sandbox speaks. */
export const WIRES: readonly Wire[] = [commetWire, dodoWire, ocpWire, stripeWire];

/** The protocol that a path belongs to. */
export function wireAt(path: string): Wire | null {
  return WIRES.find(({ mount }) => path === mount || path.startsWith(`${mount}/`)) ?? null;
}
