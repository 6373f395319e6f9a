import { ku as messages } from '../../locale/ku.js';
import { kuFormat } from '../../locale/formats/ku.js';
import type { Language } from '../../locale/language.js';

/** Kurdish (Kurmanji). */
export const ku: Language = { locale: 'ku', messages, formats: kuFormat };
