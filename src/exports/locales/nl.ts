import { nl as messages } from '../../locale/nl.js';
import type { Language } from '../../locale/language.js';

/** Dutch. */
export const nl: Language = { locale: 'nl', messages };
