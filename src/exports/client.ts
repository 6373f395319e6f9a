export { createHttpAdapter, type HttpAdapterOptions } from '../client/createHttpAdapter.js';
