import type { BrowserCommand } from 'vitest/node';
import type * as Shown from './shown.js';

/** What Node writes, asked by the test in the page at the moment when it compares. */
export const shownInNode: BrowserCommand<[tag: string, codes: readonly string[]]> = async ({ project }, tag, codes) => {
  const { shown } = await project.import<typeof Shown>('/test/languages/shown.ts');
  return shown(tag, codes);
};

declare module 'vitest/browser' {
  interface BrowserCommands {
    shownInNode: (tag: string, codes: readonly string[]) => Promise<Readonly<Record<string, string>>>;
  }
}
