import { changeEn } from './change.js';
import { linksEn } from './links.js';
import { plansEn } from './plans.js';
import { reviewEn } from './review.js';

/** The words of plans and of a change: a page that does neither cancel nor sell credit loads no more. */
export const changesEn = { ...plansEn, ...changeEn, ...reviewEn, ...linksEn } as const;
