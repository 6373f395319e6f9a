import type { Feature, Plan, PlanText, Price } from './plan.js';
import type { Money } from './money.js';

/** Texts of one plan in one language. What is left out stays as the provider has it. */
export interface PlanWords {
  readonly name?: string;
  readonly tagline?: string;
  readonly badge?: string;
  /** Feature id → name. */
  readonly features?: Readonly<Record<string, string>>;
}

/** What providers do not know about a plan, or say in one language only. */
export interface PlanPresentation {
  /** BCP 47 tag → texts. `de-AT` falls back on `de`, then on `defaultLocale`. */
  readonly words?: Readonly<Record<string, PlanWords>>;
  readonly recommended?: boolean;
  readonly order?: number;
  readonly hidden?: boolean;
  /** The plan is sold by people: no price is shown, the link leads to them. */
  readonly contactUrl?: string;
  /** Price id → what the customer pays, where the provider knows only the operator's cost. */
  readonly retailPrices?: Readonly<Record<string, Money>>;
}

export interface Presentation {
  /** The language of the provider's own texts, default `en`. */
  readonly defaultLocale?: string;
  /** Plan id → presentation. */
  readonly plans: Readonly<Record<string, PlanPresentation>>;
}

/** The plans as the host wants them shown, in the language asked for; texts in another language carry their tag in `lang`. */
export function presentPlans(
  plans: readonly Plan[],
  presentation: Presentation | null,
  locale: string,
): readonly Plan[] {
  const home = presentation?.defaultLocale ?? 'en';
  return plans
    .filter((plan) => !own(presentation?.plans, plan.id)?.hidden)
    .map((plan) => presentPlan(plan, own(presentation?.plans, plan.id) ?? {}, locale, home))
    .sort((a, b) => a.order - b.order);
}

function presentPlan(plan: Plan, how: PlanPresentation, locale: string, home: string): Plan {
  const words = wordsFor(how, locale, home);
  const lang: Partial<Record<PlanText, string>> = {};
  const foreign = language(locale) === language(home) ? null : home;
  const pick = <T>(key: PlanText, own: T, given: T | undefined): T => {
    const tag = given === undefined ? foreign : words.tag;
    if (tag !== null && language(tag) !== language(locale) && own !== null) lang[key] = tag;
    return given ?? own;
  };
  return {
    ...plan,
    name: legible(pick('name', plan.name, words.name), plan.id),
    tagline: pick('tagline', plan.tagline, words.tagline),
    badge: pick('badge', plan.badge, words.badge),
    features: pick('features', plan.features, words.features && renamed(plan.features, words.features)),
    recommended: how.recommended ?? plan.recommended,
    order: how.order ?? plan.order,
    prices: how.retailPrices ? plan.prices.map((price) => retail(price, how.retailPrices ?? {})) : plan.prices,
    availability: how.contactUrl === undefined ? plan.availability : { status: 'contact_sales', url: how.contactUrl },
    lang,
  };
}

/** What the host wrote under a key, and not what every object has: a plan may be called `constructor`. */
function own<T>(from: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return from && Object.hasOwn(from, key) ? from[key] : undefined;
}

const LONGEST_NAME = 120;

/** A name as a person can read and press it: trimmed, of bounded length, and the id where nothing of it can be seen. */
function legible(name: string, id: string): string {
  const text = name.trim().slice(0, LONGEST_NAME);
  return /^[\p{Z}\p{C}]*$/u.test(text) ? id : text;
}

function language(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? tag;
}

function wordsFor(how: PlanPresentation, locale: string, home: string): PlanWords & { readonly tag: string | null } {
  for (const tag of [locale, language(locale), home, language(home)]) {
    const found = own(how.words, tag);
    if (found) return { ...found, tag };
  }
  return { tag: null };
}

function renamed(features: readonly Feature[], names: Readonly<Record<string, string>>): readonly Feature[] {
  return features.map((feature) => ({ ...feature, name: own(names, feature.id) ?? feature.name }));
}

function retail(price: Price, prices: Readonly<Record<string, Money>>): Price {
  const amount = own(prices, price.id);
  if (!amount) return price;
  // What the provider begins with belongs to its own price, and says nothing about the host's.
  const { intro: _, ...rest } = price;
  return { ...rest, amount };
}
