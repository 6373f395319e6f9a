import type { ConsentPolicy } from './policy.js';

/**
 * California: the terms of an automatic renewal stand beside a box of their own, with how it is stopped.
 * After the Business and Professions Code, section 17602, as amended by AB 2863.
 */
export const californiaConsent: ConsentPolicy = {
  id: 'us-ca',
  version: '1',
  disclosure: 'consent',
  words: {
    en: {
      pay: null,
      payLater: null,
      cancel: 'You can cancel at any time before the next renewal, in the same place where you change your plan.',
      agree: 'I agree that {plan} renews automatically on these terms until I cancel.',
    },
  },
};
