import type { Source } from '../messages.js';

/** The English words of what else a customer can choose in a review. */
export const reviewEn = {
  'timing.label': 'When it happens',
  'timing.immediately': 'Now',
  'timing.next_billing_date': 'At the next renewal',
  'timing.only.immediately': 'This change can only be made now.',
  'timing.only.next_billing_date': 'This change can only be made at the next renewal.',
} as const satisfies Record<string, Source>;
