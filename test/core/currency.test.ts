import { describe, expect, it } from 'vitest';
import { aCatalog, aPlan, aPrice, aSubscription, freePlan, monthly, yearly } from 'planshift/testing';
import { currencyOf, priceAt, type Catalog } from 'planshift/core';
import { transition } from '../../src/core/flow/transition.js';
import type { FlowState } from '../../src/core/flow/state.js';

const at = (id: string, interval: typeof monthly, currency: string) =>
  aPrice({ id, interval, amount: { amount: 1000, currency } });
const pro = aPlan({
  prices: [
    at('usd', monthly, 'USD'),
    at('eur', monthly, 'EUR'),
    at('usd_year', yearly, 'USD'),
    at('eur_year', yearly, 'EUR'),
  ],
});
const abroad = aPlan({ id: 'dollars', prices: [at('only_usd', monthly, 'USD')] });
const sold = (changes: Partial<Catalog> = {}) => aCatalog({ plans: [pro, abroad], subscription: null, ...changes });
const choosing = (priceId: string): FlowState => ({
  status: 'choosing',
  catalog: sold(),
  choice: { interval: monthly, selection: { priceId } },
});

describe('the currency that plans are shown in', () => {
  it('is the first until another is chosen that is sold', () => {
    expect(currencyOf(sold(), undefined)).toBe('USD');
    expect(currencyOf(sold(), 'EUR')).toBe('EUR');
    expect(currencyOf(sold(), 'JPY')).toBe('USD');
  });

  it('is that of the subscription, whatever is chosen, until it has ended', () => {
    const subscription = aSubscription({ currency: 'EUR' });
    expect(currencyOf(sold({ subscription }), 'USD')).toBe('EUR');
    const ended = aSubscription({ currency: 'EUR' }, { status: 'canceled' });
    expect(currencyOf(sold({ subscription: ended }), 'USD')).toBe('USD');
  });

  it('is nothing to choose where all prices are in one', () => {
    expect(currencyOf(sold({ plans: [abroad] }), 'EUR')).toBeNull();
  });

  it('decides which price of an interval is meant', () => {
    expect(priceAt(pro, yearly, 'EUR')?.id).toBe('eur_year');
    expect(priceAt(abroad, monthly, 'EUR')).toBeNull();
    expect(priceAt(freePlan, monthly, 'EUR')?.id).toBe('price_free');
  });
});

describe('choosing a currency', () => {
  it('keeps the plan that was chosen, at its price in the other currency', () => {
    expect(transition(choosing('usd'), { type: 'currency_chosen', currency: 'EUR' })).toMatchObject({
      choice: { interval: monthly, currency: 'EUR', selection: { priceId: 'eur' } },
    });
  });

  it('lets go of a plan that is not sold in it', () => {
    expect(transition(choosing('only_usd'), { type: 'currency_chosen', currency: 'EUR' })).toMatchObject({
      choice: { currency: 'EUR', selection: null },
    });
  });

  it('is kept when the interval changes and when the plans are read again', () => {
    const euros = transition(choosing('usd'), { type: 'currency_chosen', currency: 'EUR' });
    const year = transition(euros, { type: 'interval_chosen', interval: yearly });
    expect(year).toMatchObject({ choice: { currency: 'EUR', selection: { priceId: 'eur_year' } } });
    expect(transition(year, { type: 'catalog_refreshed', catalog: sold() })).toMatchObject({
      choice: { currency: 'EUR' },
    });
  });
});
