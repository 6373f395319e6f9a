import { en as messages } from '../../locale/en.js';
import type { Language } from '../../locale/language.js';

/** English, which a provider speaks by itself: to switch back to it, and to start words of your own from. */
export const en: Language = { locale: 'en', messages };
