export * from '../testing/fixtures.js';
export * from '../testing/harbor.js';
export * from '../testing/samples/flow.js';
export * from '../testing/samples/outcomes.js';
export * from '../testing/samples/parts.js';
export * from '../testing/samples/previews.js';
export * from '../testing/samples/everyState.js';
export { adapterContract, adapterPromises } from '../testing/adapterContract.js';
export type {
  Charge,
  ContractHarness,
  ContractLevers,
  ContractRunner,
  ContractWorld,
  LeverName,
  ScenarioName,
} from '../testing/contract/harness.js';
export type { AdapterPromise, Capability } from '../testing/contract/promise.js';
export type { ContractReport, ContractSummary, PromiseNote } from '../testing/contract/report.js';
