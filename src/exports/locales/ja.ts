import { ja as messages } from '../../locale/ja.js';
import type { Language } from '../../locale/language.js';

/** Japanese. */
export const ja: Language = { locale: 'ja', messages };
