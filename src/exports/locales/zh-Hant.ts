import { zhHant as messages } from '../../locale/zh-Hant.js';
import type { Language } from '../../locale/language.js';

/** Chinese in traditional characters. */
export const zhHant: Language = { locale: 'zh-Hant', messages };
