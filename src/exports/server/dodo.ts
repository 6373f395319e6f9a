export { dodo } from '../../server/providers/dodo/dodo.js';
export type {
  DodoChangeBody,
  DodoCheckoutBody,
  DodoClient,
  DodoRequestOptions,
  DodoUpdateBody,
  ProrationBillingMode,
} from '../../server/providers/dodo/client.js';
export type { DodoOptions, DodoPlanMapping, DodoPolicy } from '../../server/providers/dodo/options.js';
