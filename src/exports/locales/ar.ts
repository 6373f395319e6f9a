import { ar as messages } from '../../locale/ar.js';
import type { Language } from '../../locale/language.js';

/** Arabic. Digits are Latin; `locale="ar-EG-u-nu-arab"` writes the Arabic ones. */
export const ar: Language = { locale: 'ar', messages, direction: 'rtl' };
