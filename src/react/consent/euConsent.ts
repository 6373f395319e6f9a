import type { ConsentPolicy } from './policy.js';

/**
 * The European Union: the button says that it obliges to pay, and what is agreed to stands right above it.
 * After Directive 2011/83/EU, Article 8(2).
 */
export const euConsent: ConsentPolicy = {
  id: 'eu',
  version: '1',
  disclosure: 'button',
  words: {
    en: {
      pay: 'Order with obligation to pay {amount} for {plan}',
      payLater: 'Order with obligation to pay for {plan}',
      cancel: null,
      agree: null,
    },
  },
};
