import type { Language } from 'planshift';
import { en } from 'planshift/locales/en';

/**
 * What a language of a host looks like: one file, typed as `Language`, so that a word that is missing does not compile.
 * This one is a sketch that borrows the rest from English; take `...en.messages` away to see all that is to be translated.
 */
export const da: Language = {
  locale: 'da',
  messages: {
    ...en.messages,
    'plans.title': 'Abonnementer',
    'plans.current': 'Nuværende abonnement',
    'plans.found': { one: '{count} abonnement', other: '{count} abonnementer' },
    'act.upgrade': 'Opgrader til {plan}',
    'per.month': 'om måneden',
    'price.per': '{amount} {per}',
  },
};
