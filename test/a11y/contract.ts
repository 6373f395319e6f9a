import { inject } from 'vitest';

export interface Assertion {
  readonly id: string;
  readonly component: string;
  readonly assertion: string;
  readonly level: string;
}

export interface KeyboardStep {
  readonly press: string;
  readonly expect: string;
}

/** `test/cases/a11y.json`, or the file of the same name in the folder that PLANSHIFT_CASES names. */
export interface Contract {
  readonly assertions: readonly Assertion[];
  readonly keyboardScripts: readonly {
    readonly id: string;
    readonly name: string;
    readonly steps: readonly KeyboardStep[];
  }[];
  readonly announcements: {
    readonly rules: readonly string[];
    readonly messages: readonly {
      readonly id: string;
      readonly event: string;
      readonly role: 'status' | 'alert';
      readonly text: string;
    }[];
  };
  readonly axe: { readonly run: readonly string[]; readonly tags: readonly string[] };
  readonly emulations: readonly { readonly feature: string; readonly value: string }[];
}

// The repository's own file, or one of the same shape.
export const contract = inject('a11y') as Contract;

/** One check for one id of the contract. */
export type Check = () => Promise<void> | void;
export type Checks = Readonly<Record<string, Check>>;
