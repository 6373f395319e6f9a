import type { Capabilities } from '../../core/adapter.js';
import type { LeverName, ScenarioName } from './harness.js';
import type { Stage } from './stage.js';

export type Capability = keyof Capabilities;

/** One thing that a billing adapter promises, in one situation. */
export interface AdapterPromise {
  readonly title: string;
  readonly scenario: ScenarioName;
  /** Asked only of a system that claims all of these, and proof of them. */
  readonly proves?: readonly Capability[];
  /** Asked only of a system that claims all of these. */
  readonly where?: readonly Capability[];
  /** Asked only of a system that claims none of these. */
  readonly without?: readonly Capability[];
  readonly levers?: readonly LeverName[];
  /** Throws a sentence where the promise is broken. */
  keep(stage: Stage): Promise<void>;
}
