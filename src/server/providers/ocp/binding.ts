import type { Ledger } from '../../ledger.js';
import { createReferences, type References } from './reference.js';
import type { OcpOptions } from './options.js';

/** What binds a payment to a workspace: a signature, and a place where it is claimed once. */
export interface CheckoutBinding {
  readonly references: References;
  readonly ledger: Ledger;
}

export function bindingOf({ ledger, secrets }: OcpOptions): CheckoutBinding | null {
  return ledger === undefined || secrets === undefined ? null : { ledger, references: createReferences(secrets) };
}
