export { commet } from '../../server/providers/commet/commet.js';
export type { CommetClient, CommetRequestOptions } from '../../server/providers/commet/client.js';
export type { CommetOptions, CommetScale, CurrencyHints } from '../../server/providers/commet/options.js';
