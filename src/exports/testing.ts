export * from '../testing/fixtures.js';
export * from '../testing/harbor.js';
export * from '../testing/samples/flow.js';
export * from '../testing/samples/outcomes.js';
export * from '../testing/samples/parts.js';
export * from '../testing/samples/previews.js';
