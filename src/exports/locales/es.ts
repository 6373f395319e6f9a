import { es as messages } from '../../locale/es.js';
import type { Language } from '../../locale/language.js';

/** Spanish. */
export const es: Language = { locale: 'es', messages };
