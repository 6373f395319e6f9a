import { fr as messages } from '../../locale/fr.js';
import type { Language } from '../../locale/language.js';

/** French. */
export const fr: Language = { locale: 'fr', messages };
