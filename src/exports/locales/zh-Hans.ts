import { zhHans as messages } from '../../locale/zh-Hans.js';
import type { Language } from '../../locale/language.js';

/** Chinese in simplified characters. */
export const zhHans: Language = { locale: 'zh-Hans', messages };
