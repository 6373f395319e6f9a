import type { Impact } from '../../core/impact.js';

/** Losses that a customer must say yes to by a second act. A lower limit that is not reached is told, and needs none. */
export function needsConsent({ kind, severity }: Impact): boolean {
  if (severity !== 'warn') return false;
  switch (kind) {
    case 'seats_exceeded':
    case 'limit_exceeded':
    case 'data_at_risk':
    case 'feature_lost':
    case 'addon_removed':
    case 'discount_lost':
      return true;
    case 'feature_gained':
    case 'limit_raised':
    case 'limit_lowered':
    case 'addon_kept':
    case 'discount_kept':
    case 'item_kept':
    case 'scheduled_change_replaced':
      return false;
  }
}
