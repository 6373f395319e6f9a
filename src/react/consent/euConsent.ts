import type { ConsentPolicy } from './policy.js';

/**
 * The European Union: the button says that it obliges to pay, and what is agreed to stands right above it.
 * After Directive 2011/83/EU, Article 8(2), in the words that it has in each of these languages; any other is asked in English.
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
    de: {
      pay: '{plan} für {amount} zahlungspflichtig bestellen',
      payLater: '{plan} zahlungspflichtig bestellen',
      cancel: null,
      agree: null,
    },
    es: {
      pay: 'Pedido con obligación de pago: {amount} por {plan}',
      payLater: 'Pedido con obligación de pago: {plan}',
      cancel: null,
      agree: null,
    },
    fr: {
      pay: 'Commande avec obligation de paiement\u00a0: {amount} pour {plan}',
      payLater: 'Commande avec obligation de paiement\u00a0: {plan}',
      cancel: null,
      agree: null,
    },
    nl: {
      pay: 'Bestelling met betalingsverplichting: {amount} voor {plan}',
      payLater: 'Bestelling met betalingsverplichting: {plan}',
      cancel: null,
      agree: null,
    },
    pl: {
      pay: 'Zamówienie z obowiązkiem zapłaty: {amount} za {plan}',
      payLater: 'Zamówienie z obowiązkiem zapłaty: {plan}',
      cancel: null,
      agree: null,
    },
    pt: {
      pay: 'Encomenda com obrigação de pagar: {amount} por {plan}',
      payLater: 'Encomenda com obrigação de pagar: {plan}',
      cancel: null,
      agree: null,
    },
  },
};
