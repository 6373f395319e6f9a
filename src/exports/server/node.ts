export { toNodeListener, type NodeListenerOptions, type RequestHandler } from '../../server/node.js';
