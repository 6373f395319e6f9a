/** How an assertion is checked that no program can judge, or none here yet. */
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
  A095: {
    how: 'by looking',
    why: 'the words for what is read are English alone until other languages are added; the roles and names of each part are held one by one by the other checks',
  },
};
