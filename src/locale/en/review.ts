import type { Source } from '../messages.js';

/** The English words of what else a customer can choose, and say yes to, in a review. */
export const reviewEn = {
  'timing.label': 'When it happens',
  'timing.immediately': 'Now',
  'timing.next_billing_date': 'At the next renewal',
  'timing.only.immediately': 'This change can only be made now.',
  'timing.only.next_billing_date': 'This change can only be made at the next renewal.',
  'quantity.label': 'Quantity',
  'quantity.fewer': 'One fewer',
  'quantity.more': 'One more',
  'quantity.one': 'Enter a whole number, 1 or more.',
  'quantity.least': {
    one: 'At least {count}, because it is in use.',
    other: 'At least {count}, because they are in use.',
  },
  'addons.label': 'Add-ons',
  'discounts.label': 'Discounts',
  'code.label': 'Promotion code',
  'code.apply': 'Apply',
  'code.remove': 'Remove the code',
  'code.refused': '“{code}” cannot be used with this plan.',
  'line.until': 'until {date}',
  'line.owed': 'Unpaid balance',
  'review.renewsPlain': 'It renews until you cancel.',
  'review.missing': 'Nothing was sent. Please check:',
  'review.type': 'Type {word} to confirm.',
  'review.mistyped': 'Type {word} as it is written here.',
} as const satisfies Record<string, Source>;
