import { createContext, useContext } from 'react';
import type { Language } from 'planshift';

// English is what a provider speaks by itself.
const LanguageContext = createContext<Language | undefined>(undefined);
export const LanguageProvider = LanguageContext.Provider;

/** The language of the toolbar; undefined for English. */
export function useLanguage(): Language | undefined {
  return useContext(LanguageContext);
}
