import { pseudo as messages } from '../../locale/pseudo.js';
import type { Language } from '../../locale/language.js';

/** English in disguise, to see what is cut off and what is not translated: accents, 40 % more letters, brackets. Not for customers. */
export const pseudo: Language = { locale: 'en-XA', messages };
