export { createHttpAdapter, type HttpAdapterOptions } from '../client/createHttpAdapter.js';
export { createPriceListAdapter, type PriceListOptions } from '../client/createPriceListAdapter.js';
