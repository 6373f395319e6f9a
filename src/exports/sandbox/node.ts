export { startSandboxServer } from '../../sandbox/node/server.js';
export type { SandboxReady, SandboxServer, SandboxServerSettings } from '../../sandbox/node/server.js';
