import { describe, expect, it } from 'vitest';
import { presentPlans, type Presentation } from '../../src/core/presentation.js';
import { aPlan, aPrice, harborPlans, proPlan, starterPlan, usd } from '../../src/testing/harbor.js';

const german: Presentation = {
  plans: {
    plan_starter: {
      words: {
        de: { name: 'Einstieg', tagline: 'Für kleine Teams', features: { seats: 'Plätze' } },
        'de-AT': { name: 'Einstieg (Österreich)' },
      },
    },
  },
};

function starterIn(locale: string, presentation: Presentation | null) {
  const [plan] = presentPlans([starterPlan], presentation, locale);
  if (!plan) throw new Error('the plan is gone');
  return plan;
}

describe('plans as the host presents them', () => {
  it('stay as the provider has them where the host says nothing', () => {
    expect(presentPlans(harborPlans, null, 'en')).toEqual(harborPlans);
    expect(presentPlans(harborPlans, { plans: {} }, 'en-GB')).toEqual(harborPlans);
  });

  it('speak the language asked for, as far as there are words', () => {
    const plan = starterIn('de', german);
    expect(plan).toMatchObject({ name: 'Einstieg', tagline: 'Für kleine Teams', lang: {} });
    expect(plan.features.find((feature) => feature.id === 'seats')?.name).toBe('Plätze');
  });

  it('prefer the words of the region, then of the language', () => {
    expect(starterIn('de-AT', german).name).toBe('Einstieg (Österreich)');
    expect(starterIn('de-CH', german).name).toBe('Einstieg');
  });

  it('mark what stays in the language of the provider', () => {
    const plan = starterIn('fr', german);
    expect(plan.name).toBe('Starter');
    expect(plan.lang).toEqual({ name: 'en', tagline: 'en', features: 'en' });
    expect(starterIn('en-GB', german).lang).toEqual({});
  });

  it('mark by the language that the host names as the provider’s own', () => {
    const home: Presentation = { defaultLocale: 'de', plans: {} };
    expect(starterIn('en', home).lang.name).toBe('de');
    expect(starterIn('de', home).lang).toEqual({});
  });

  it('fall back on the host’s words in the provider’s language, and mark them', () => {
    const english: Presentation = { plans: { plan_starter: { words: { en: { name: 'Harbor Starter' } } } } };
    const plan = starterIn('ja', english);
    expect(plan).toMatchObject({ name: 'Harbor Starter', lang: { name: 'en' } });
  });

  it('are hidden, ordered and recommended as the host says', () => {
    const shown = presentPlans(
      harborPlans,
      { plans: { plan_free: { hidden: true }, plan_business: { order: 0, recommended: true } } },
      'en',
    );
    expect(shown.map((plan) => plan.id)).toEqual(['plan_business', 'plan_starter', 'plan_pro', 'plan_enterprise']);
    expect(shown[0]?.recommended).toBe(true);
  });

  it('are sold by people where the host gives a link to them', () => {
    const [plan] = presentPlans([proPlan], { plans: { plan_pro: { contactUrl: '/contact' } } }, 'en');
    expect(plan?.availability).toEqual({ status: 'contact_sales', url: '/contact' });
  });

  it('cost what the host asks, and keep the operator’s cost beside it', () => {
    const cost = aPlan({ prices: [aPrice({ amount: null, cost: usd(1000) })] });
    const retailPrices = { price_starter_monthly: usd(2500) };
    const [plan] = presentPlans([cost], { plans: { plan_starter: { retailPrices } } }, 'en');
    expect(plan?.prices[0]).toMatchObject({ amount: usd(2500), cost: usd(1000) });
  });

  it('do not begin with a price of the provider where the host sets its own', () => {
    const begins = aPlan({ prices: [aPrice({ intro: { amount: usd(100), periods: 1 } })] });
    const retailPrices = { price_starter_monthly: usd(2500) };
    const [plan] = presentPlans([begins], { plans: { plan_starter: { retailPrices } } }, 'en');
    expect(plan?.prices[0]).not.toHaveProperty('intro');
    expect(presentPlans([begins], null, 'en')[0]?.prices[0]).toHaveProperty('intro');
  });

  it('are not taken from what every object has', () => {
    const odd = aPlan({ id: 'constructor' });
    expect(presentPlans([odd], { plans: {} }, 'en')[0]?.name).toBe('Starter');
    const words = { plans: { plan_starter: { words: { en: { features: {} } } } } };
    const feature = { kind: 'boolean', id: 'constructor', name: 'Builder', included: true } as const;
    const [plan] = presentPlans([aPlan({ features: [feature] })], words, 'en');
    expect(plan?.features[0]?.name).toBe('Builder');
  });
});
