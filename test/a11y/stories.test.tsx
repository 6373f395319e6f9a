import { composeStories } from '@storybook/react-vite';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { addStyle, axeFindings, faintTexts, finishMotion, losses, smallTargets, TEXT_SPACING } from './look.js';
import { emulate, settle, tidy } from './stage.js';

/** A story as it is run: its loaders, its drawing, and what it does by itself. */
interface Story {
  readonly run: (options: { readonly canvasElement: HTMLElement }) => Promise<void>;
}

// A glob gives modules of unknown shape; composeStories reads them as Storybook does.
const modules = import.meta.glob('../../stories/**/*.stories.tsx', { eager: true }) as Record<
  string,
  Parameters<typeof composeStories>[0]
>;

const stories = Object.entries(modules).flatMap(([file, module]) =>
  // Storybook's own types lose the names here.
  Object.entries(composeStories(module) as Record<string, Story>).map(
    ([name, story]) => [`${/([^/]+)\.stories/.exec(file)?.[1] ?? file} ${name}`, story] as const,
  ),
);

const looks = [
  ['light', 'ltr'],
  ['light', 'rtl'],
  ['dark', 'ltr'],
  ['dark', 'rtl'],
] as const;

const sizes = [
  { name: '320 px wide', width: 320, height: 640 },
  { name: '400 % zoom of 1280 by 1024', width: 320, height: 256 },
  { name: 'text spacing at 1000 px', width: 1000, height: 800, style: TEXT_SPACING },
  { name: 'text spacing at 320 px', width: 320, height: 640, style: TEXT_SPACING },
  { name: 'letters of 200 %', width: 1000, height: 800, style: 'html { font-size: 32px }' },
  {
    name: 'a host whose rem is 10 px',
    width: 1000,
    height: 800,
    style: 'html { font-size: 62.5% } body { font-size: 1.6rem }',
  },
  { name: 'a telephone on its side', width: 640, height: 320 },
];

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
  await tidy();
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
        document.documentElement.dir = direction;
        finishMotion();
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

describe('every story, at every size', () => {
  afterEach(leave);

  it.each(stories)('%s: nothing is lost', { timeout: 60_000 }, async (_, story) => {
    await emulate({ 'prefers-reduced-motion': 'reduce' });
    await show(story);
    const findings = collect();
    for (const { name, width, height, style } of sizes) {
      const undo = style === undefined ? () => {} : addStyle(style);
      await page.viewport(width, height);
      for (const direction of ['ltr', 'rtl']) {
        document.documentElement.dir = direction;
        await settle(20);
        findings.add(`${name}, ${direction}`, losses());
        if (direction === 'ltr') findings.add(name, smallTargets());
      }
      undo();
    }
    expect(findings.all()).toEqual([]);
  });
});
