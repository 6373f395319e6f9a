import { ckb as messages } from '../../locale/ckb.js';
import { ckbFormat } from '../../locale/formats/ckb.js';
import type { Language } from '../../locale/language.js';

/** Kurdish (Sorani). */
export const ckb: Language = { locale: 'ckb', messages, direction: 'rtl', formats: ckbFormat };
