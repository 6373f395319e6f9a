import { pl as messages } from '../../locale/pl.js';
import type { Language } from '../../locale/language.js';

/** Polish. */
export const pl: Language = { locale: 'pl', messages };
