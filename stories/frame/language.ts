import { createContext, useContext } from 'react';
import { en, type Messages } from 'planshift';

/** What a story is read in. */
export interface Language {
  readonly locale: string;
  readonly messages: Partial<Messages>;
}

export const ENGLISH: Language = { locale: 'en', messages: en };

const LanguageContext = createContext<Language>(ENGLISH);
export const LanguageProvider = LanguageContext.Provider;

/** The language of the toolbar. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}
