import { de as messages } from '../../locale/de.js';
import type { Language } from '../../locale/language.js';

/** German. `locale="de-AT"` and `locale="de-CH"` write amounts as there. */
export const de: Language = { locale: 'de', messages };
