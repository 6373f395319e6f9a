import { he as messages } from '../../locale/he.js';
import type { Language } from '../../locale/language.js';

/** Hebrew. */
export const he: Language = { locale: 'he', messages, direction: 'rtl' };
