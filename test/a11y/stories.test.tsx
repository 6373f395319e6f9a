import { composeStories } from '@storybook/react-vite';
import { useSyncExternalStore, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import type { Language } from 'planshift';
import { ar } from 'planshift/locales/ar';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { contract } from './contract.js';
import { emulationsOf } from './emulations.js';
import { LanguageProvider } from '../../stories/frame/language.js';
import { addStyle, axeFindings, faintTexts, finishMotion, foreignColours, losses, smallTargets } from './look.js';
import { emulate, settle, tidy } from './stage.js';

/** A story as it is run: its loaders, its drawing, and what it does by itself. */
interface Story {
  readonly play?: unknown;
  readonly run: (options: { readonly canvasElement: HTMLElement }) => Promise<void>;
}

// A glob gives modules of unknown shape; composeStories reads them as Storybook does.
const modules = import.meta.glob('../../stories/**/*.stories.tsx', { eager: true }) as Record<
  string,
  Parameters<typeof composeStories>[0]
>;

const listeners = new Set<() => void>();
let spoken: Language | undefined;

/** The stories are read in another language from now on, as with the globe of the toolbar. */
function speak(language: Language | undefined): void {
  spoken = language;
  flushSync(() => listeners.forEach((listener) => listener()));
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const annotations = {
  decorators: [
    function InLanguage(Story: () => ReactElement) {
      const language = useSyncExternalStore(listen, () => spoken);
      return (
        <LanguageProvider value={language}>
          <Story />
        </LanguageProvider>
      );
    },
  ],
};

const stories = Object.entries(modules).flatMap(([file, module]) =>
  // Storybook's own types lose the names here.
  Object.entries(composeStories(module, annotations) as Record<string, Story>).map(
    ([name, story]) => [`${/([^/]+)\.stories/.exec(file)?.[1] ?? file} ${name}`, story] as const,
  ),
);

const looks = [
  ['light', 'ltr'],
  ['light', 'rtl'],
  ['dark', 'ltr'],
  ['dark', 'rtl'],
] as const;

const emulations = emulationsOf(contract.emulations);

interface Size {
  readonly name: string;
  readonly size: readonly [width: number, height: number];
  readonly style?: string | undefined;
}

const WIDE = [1000, 800] as const;
const NARROW = [320, 640] as const;

/** What the contract asks for, each rule of a host in a wide window and a narrow one, and two windows of our own. */
const sizes: readonly Size[] = [
  { name: '320 px wide', size: NARROW },
  { name: 'a telephone on its side', size: [640, 320] },
  ...emulations.flatMap(({ name, size, style }): readonly Size[] => {
    if (size) return [{ name, size }];
    if (style === undefined) return [];
    const isSpacing = name === 'text spacing';
    return [{ name, size: WIDE, style }, ...(isSpacing ? [{ name: `${name} at 320 px`, size: NARROW, style }] : [])];
  }),
];

/** What has to be true of any screen where the reader has asked the system for something. */
const modes: Readonly<Record<string, () => readonly string[]>> = {
  'prefers-reduced-motion': () => document.getAnimations().map(() => 'something moves'),
  'forced-colors': foreignColours,
  'prefers-contrast': () => faintTexts(7).map((line) => `contrast ${line}`),
  'prefers-color-scheme': () => faintTexts().map((line) => `contrast ${line}`),
};

let canvas: HTMLElement | null = null;

async function show(story: Story): Promise<void> {
  canvas = document.createElement('div');
  canvas.className = 'host';
  document.body.append(canvas);
  document.title = 'Plan and billing';
  document.documentElement.lang = 'en';
  await story.run({ canvasElement: canvas });
  finishMotion();
}

async function leave(): Promise<void> {
  canvas?.remove();
  canvas = null;
  spoken = undefined;
  await tidy();
}

/** From right to left in Arabic words; a story that was played to a place in English would begin anew in them, and stays. */
function turn(story: Story, direction: string): void {
  document.documentElement.dir = direction;
  const language = direction === 'rtl' && !story.play ? ar : undefined;
  document.documentElement.lang = language?.locale ?? 'en';
  if (language !== spoken) speak(language);
}

/** Every finding once, with the ways of looking at which it was found. */
function collect() {
  const found = new Map<string, string[]>();
  return {
    add: (how: string, lines: readonly string[]) => {
      for (const line of new Set(lines)) found.set(line, [...(found.get(line) ?? []), how]);
    },
    all: () => [...found].map(([line, hows]) => `${line}  (${hows.join(', ')})`),
  };
}

let ran = 0;
afterAll(() => console.log(`stories: ${ran} of ${stories.length} looked at`));

describe('every story', () => {
  afterEach(leave);

  it('is here', () => {
    expect(stories.length).toBeGreaterThan(100);
  });

  it.each(stories)(
    '%s: axe finds nothing, in the light and the dark, from both sides',
    { timeout: 60_000 },
    async (_, story) => {
      await emulate({ 'prefers-reduced-motion': 'reduce' });
      await show(story);
      const findings = collect();
      for (const [theme, direction] of looks) {
        document.documentElement.dataset.psTheme = theme;
        turn(story, direction);
        finishMotion();
        // A dialog that is not open yet has said nothing.
        const said = [...document.querySelectorAll('[class*=ps-]')].map(({ textContent }) => textContent).join('');
        if (spoken && said.trim() !== '' && !/[\u0600-\u06ff]/.test(said))
          findings.add(direction, ['no word in Arabic']);
        findings.add(`${theme} ${direction}`, await axeFindings());
        findings.add(
          `${theme} ${direction}`,
          faintTexts().map((line) => `contrast ${line}`),
        );
      }
      expect(findings.all()).toEqual([]);
      ran += 1;
    },
  );
});

describe('every story, in every mode of the contract', () => {
  const asked = emulations.flatMap(({ features = {} }) => Object.entries(features));
  afterEach(leave);

  it('is asked for what is known here, and for each of it', () => {
    expect(asked.map(([feature]) => feature).toSorted()).toEqual(Object.keys(modes).toSorted());
    expect(emulations.some(({ direction }) => direction === 'rtl' && looks.some((look) => look[1] === direction))).toBe(
      true,
    );
  });

  it.each(stories)('%s: is drawn for it', { timeout: 60_000 }, async (_, story) => {
    await show(story);
    document.documentElement.style.colorScheme = 'light dark';
    const findings = collect();
    for (const [feature, value] of asked) {
      await emulate({ [feature]: value });
      // Whoever asks for stillness has nothing to finish.
      if (feature !== 'prefers-reduced-motion') finishMotion();
      findings.add(`${feature}: ${value}`, modes[feature]?.() ?? ['nobody looks at it']);
    }
    expect(findings.all()).toEqual([]);
  });
});

describe('every story, at every size', () => {
  afterEach(leave);

  it.each(stories)('%s: nothing is lost', { timeout: 60_000 }, async (_, story) => {
    await emulate({ 'prefers-reduced-motion': 'reduce' });
    await show(story);
    const findings = collect();
    for (const { name, size, style } of sizes) {
      const undo = style === undefined ? () => {} : addStyle(style);
      await page.viewport(...size);
      for (const direction of ['ltr', 'rtl']) {
        turn(story, direction);
        await settle(20);
        findings.add(`${name}, ${direction}`, losses());
        if (direction === 'ltr') findings.add(name, smallTargets());
      }
      undo();
    }
    expect(findings.all()).toEqual([]);
  });
});
