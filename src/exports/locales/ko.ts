import { ko as messages } from '../../locale/ko.js';
import type { Language } from '../../locale/language.js';

/** Korean. */
export const ko: Language = { locale: 'ko', messages };
