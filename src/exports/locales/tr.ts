import { tr as messages } from '../../locale/tr.js';
import type { Language } from '../../locale/language.js';

/** Turkish. */
export const tr: Language = { locale: 'tr', messages };
