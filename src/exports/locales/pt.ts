import { pt as messages } from '../../locale/pt.js';
import type { Language } from '../../locale/language.js';

/** Portuguese of Portugal. */
export const pt: Language = { locale: 'pt-PT', messages };
