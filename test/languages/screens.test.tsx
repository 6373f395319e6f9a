import { composeStories } from '@storybook/react-vite';
import type { ComponentType, ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import {
  CancelDialog,
  CancelSubscription,
  ChangePlan,
  ChangePlanProvider,
  CheckoutReturn,
  CreditBalance,
  en,
  PlanComparison,
  type FlowState,
  type Language,
  type Messages,
} from 'planshift';
import { ar } from 'planshift/locales/ar';
import { pseudo } from 'planshift/locales/pseudo';
import { everyState, flowStates } from 'planshift/testing';
import { LanguageProvider } from '../../stories/frame/language.js';
import { finishMotion, losses } from '../a11y/look.js';
import { drawIn, kitPlace, makePage, tidy } from '../a11y/stage.js';
import { stillFlow } from '../components/stage.js';

const doors = import.meta.glob<Readonly<Record<string, Language>>>(
  ['../../src/exports/locales/*.ts', '!**/custom.ts', '!**/pseudo.ts'],
  { eager: true },
);
const languages = [...Object.values(doors).flatMap((door) => Object.values(door)), pseudo].map(
  (language) => [language.locale, language] as const,
);

interface Screen {
  readonly ui: ReactElement;
  /** The states that it shows in its own way. */
  readonly shows: (state: FlowState) => boolean;
}

/** Everything that a page can hold of the kit. */
const SCREENS: readonly Screen[] = [
  { ui: <ChangePlan />, shows: () => true },
  {
    ui: (
      <>
        <PlanComparison />
        <CancelSubscription />
        <CreditBalance />
      </>
    ),
    shows: ({ status }) => ['choosing', 'topping_up', 'top_up_settled'].includes(status),
  },
  {
    ui: <CheckoutReturn plansUrl="/plans" />,
    shows: ({ status }) => ['checking', 'settled', 'load_failed'].includes(status),
  },
  {
    ui: <CancelDialog open confirmByTyping />,
    shows: ({ status }) => ['choosing', 'canceling', 'cancel_settled'].includes(status),
  },
];

/** Names of the invented product that are words of the kit too. */
const NAMES = new Set(['Free']);

/** What English says and this language says otherwise, as patterns of a text on the screen. */
function englishOf({ locale, messages }: Language): readonly RegExp[] {
  if (locale.startsWith('en-') || locale === 'en') return [];
  const theirs: Readonly<Record<string, unknown>> = messages;
  return Object.entries(en).flatMap(([key, source]) => {
    const own = JSON.stringify(theirs[key] ?? '');
    return (typeof source === 'string' ? [source] : Object.values(source))
      .filter((text) => /[A-Za-z]{3}/.test(text.replace(/\{\w+\}/g, '')) && !own.includes(JSON.stringify(text)))
      .map((text) => new RegExp(`^${text.replace(/[.?+()]/g, '\\$&').replace(/\{\w+\}/g, '.+')}$`));
  });
}

function textsOfPage(): readonly string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
  for (const named of document.querySelectorAll('[aria-label]')) texts.push(named.getAttribute('aria-label') ?? '');
  return texts;
}

/** Parts of the kit that run in another direction than their language. */
function turnedRound(direction: string): readonly string[] {
  return [...document.querySelectorAll('section, dialog, [class*="ps-"]:not(svg, svg *, bdi, input)')]
    .filter((node) => getComputedStyle(node).direction !== direction)
    .map((node) => `${node.className} is not ${direction}`);
}

/** A key of the catalogue, as it stands in its place. */
const KEY = /\w\.\w/;

/** Every word is its own key, with what it fills in. */
const KEYS = {
  locale: 'en',
  // Safe: a text for every word, which serves as its plural too.
  messages: Object.fromEntries(
    Object.entries(en).map(([key, source]) => {
      const text = typeof source === 'string' ? source : source.other;
      return [key, [key, ...text.matchAll(/\{\w+\}/g)].join(' ')];
    }),
  ) as unknown as Messages,
};

interface Drawn {
  readonly name: string;
  /** Texts that stood in no state before. */
  readonly fresh: readonly string[];
}

/** Something that is drawn in one language, step by step. Answers the names of what it drew. */
type Reel = (language: Language, only?: ReadonlySet<string>) => Generator<string>;

/** The states of a screen, one after the other. */
function statesOf({ ui, shows }: Screen): Reel {
  return function* (language, only) {
    const states = everyState.filter(([name, state]) => shows(state) && (only?.has(name) ?? true));
    const [first] = states;
    if (!first) return;
    const flow = stillFlow(first[1]);
    const root = drawIn(
      kitPlace(),
      <ChangePlanProvider flow={flow} language={language} timeZone="UTC">
        {ui}
      </ChangePlanProvider>,
    );
    for (const [name, state] of states) {
      flushSync(() => flow.move(state));
      yield name;
    }
    flushSync(() => root.unmount());
  };
}

type Story = ComponentType & { readonly play?: unknown };

// A glob gives modules of unknown shape; composeStories reads them as Storybook does.
const modules = import.meta.glob('../../stories/components/*.stories.tsx', { eager: true }) as Record<
  string,
  Parameters<typeof composeStories>[0]
>;
const stories = Object.entries(modules).flatMap(([file, module]) =>
  // Storybook's own types lose the names here.
  Object.entries(composeStories(module) as Record<string, Story>)
    .filter(([, story]) => !story.play)
    .map(([name, story]) => [`${/([^/]+)\.stories/.exec(file)?.[1] ?? file} ${name}`, story] as const),
);

function* everyStory(language: Language, only?: ReadonlySet<string>): Generator<string> {
  for (const [name, Story] of stories) {
    if (only && !only.has(name)) continue;
    const root = drawIn(
      kitPlace(),
      <LanguageProvider value={language}>
        <Story />
      </LanguageProvider>,
    );
    yield name;
    flushSync(() => root.unmount());
  }
}

const REELS: readonly Reel[] = [...SCREENS.map(statesOf), everyStory];

function* draw(reel: Reel, language: Language, seen: Set<string>, only?: ReadonlySet<string>): Generator<Drawn> {
  for (const name of reel(language, only)) {
    const fresh = textsOfPage().filter((text) => !seen.has(text));
    for (const text of fresh) seen.add(text);
    yield { name, fresh };
  }
}

/** What says something that nothing before it says: the rest would be drawn for nothing, seventeen times. */
let telling: ReadonlyMap<Reel, ReadonlySet<string>> = new Map();

beforeAll(() => {
  makePage();
  const seen = new Set<string>();
  const tells = ({ fresh }: Drawn) => fresh.some((text) => KEY.test(text));
  telling = new Map(
    REELS.map((reel) => [reel, new Set([...draw(reel, KEYS, seen)].filter(tells).map(({ name }) => name))]),
  );
  const said = [...seen].join('\n');
  const unsaid = Object.keys(en).filter((key) => !said.includes(key));
  console.log(`${[...telling.values()].reduce((sum, { size }) => sum + size, 0)} screens say all they can`);
  console.log(`${unsaid.length} of ${Object.keys(en).length} words stand on none of them: ${unsaid.join(', ')}`);
  return tidy();
}, 60_000);

beforeEach(async () => {
  await page.viewport(320, 800);
  makePage();
});
afterEach(async () => {
  document.documentElement.lang = 'en';
  await tidy();
});

it.each(languages)(
  '%s: every screen at 320 px has its words, whole, in its direction',
  (locale, language) => {
    const { direction = 'ltr' } = language;
    // A page of this language: a heading and two buttons around the kit are the host's.
    document.documentElement.lang = locale;
    document.documentElement.dir = direction;
    const english = englishOf(language);
    const seen = new Set<string>();
    const found = new Map<string, string>();
    let drawn = 0;
    for (const [reel, only] of telling)
      for (const { name, fresh } of draw(reel, language, seen, only)) {
        finishMotion();
        drawn += 1;
        const left = fresh.filter((text) => !NAMES.has(text) && english.some((pattern) => pattern.test(text)));
        for (const text of left) found.set(`English: ${text}`, name);
        for (const loss of [...losses(), ...turnedRound(direction)]) found.set(loss, name);
      }
    console.log(`${locale}: ${drawn} screens, ${seen.size} texts`);
    expect([...found].map(([what, name]) => `${name}: ${what}`)).toEqual([]);
    expect(drawn).toBeGreaterThan(100);
  },
  60_000,
);

it('a kit in Arabic reads from right to left in an English page, its dialog too, and leaves the page as it is', () => {
  const flow = stillFlow(flowStates.reviewing);
  drawIn(
    kitPlace(),
    <ChangePlanProvider flow={flow} language={ar} timeZone="UTC">
      <ChangePlan />
    </ChangePlanProvider>,
  );
  const parts = document.querySelectorAll('[class*="ps-"]:not(svg, svg *, bdi, input)');
  expect(parts.length).toBeGreaterThan(50);
  expect(turnedRound('rtl')).toEqual([]);
  expect(document.querySelector('dialog')?.matches(':modal:lang(ar)')).toBe(true);
  expect(getComputedStyle(document.body).direction).toBe('ltr');
});

it('what is cut off or turned round is found', () => {
  drawIn(
    kitPlace(),
    <ChangePlanProvider flow={stillFlow(flowStates.choosing)} language={ar} timeZone="UTC">
      <ChangePlan />
    </ChangePlanProvider>,
  );
  expect([...losses(), ...turnedRound('rtl')]).toEqual([]);
  const button = document.querySelector<HTMLElement>('.ps-button');
  if (!button) throw new Error('There is no button.');
  button.style.cssText = 'direction: ltr; white-space: nowrap; inline-size: 20px; overflow: hidden';
  expect(losses().length).toBeGreaterThan(0);
  expect(turnedRound('rtl')).not.toEqual([]);
});
