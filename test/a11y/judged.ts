/** How an assertion is checked that has no check of its own. */
export interface Judged {
  readonly how: 'by looking' | 'by reading code';
  readonly why: string;
}

/** Every id of the contract stands here or has a check; never both. */
export const judged: Readonly<Record<string, Judged>> = {
  A089: {
    how: 'by reading code',
    why: 'it is keyboard script K3, which counts the presses in keyboard.test.tsx',
  },
};
