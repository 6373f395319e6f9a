import { ptBR as messages } from '../../locale/pt-BR.js';
import type { Language } from '../../locale/language.js';

/** Portuguese of Brazil. */
export const ptBR: Language = { locale: 'pt-BR', messages };
