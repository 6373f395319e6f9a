import path from 'node:path';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumOptions } from './test/chromium.ts';
import { loadCases } from './test/cases.ts';
import { shownInNode } from './test/languages/inNode.ts';
import { publicNames } from './test/publicNames.ts';

const here = import.meta.dirname;

const chromium = playwright({ launchOptions: chromiumOptions });
const browser = () => ({
  enabled: true,
  headless: true,
  provider: chromium,
  instances: [{ browser: 'chromium' as const }],
  viewport: { width: 1000, height: 800 },
  screenshotFailures: false,
});

const dom = {
  environment: 'jsdom' as const,
  include: ['test/**/*.test.tsx'],
  exclude: ['test/browser/**', 'test/a11y/**', 'test/languages/**'],
  setupFiles: ['test/setup.dom.ts'],
};

export default defineConfig({
  resolve: { alias: publicNames },
  test: {
    env: { COMMET_NO_UPDATE_CHECK: '1' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/visual/**', 'test/hosts/**', 'test/csp/**'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        plugins: [react()],
        test: { ...dom, name: 'dom', provide: { reactMajor: '19' } },
      },
      {
        // The same tests on the oldest React that the kit promises to work with.
        extends: true,
        plugins: [react()],
        test: {
          ...dom,
          name: 'dom-react18',
          provide: { reactMajor: '18' },
          execArgv: ['--import', path.join(here, 'test/react18/register.mjs')],
        },
      },
      {
        extends: true,
        plugins: [react()],
        // Made ready before the first test: found on the way, they would reload it.
        optimizeDeps: {
          include: [
            '@storybook/react-vite',
            'storybook/test',
            'axe-core',
            'react-dom/client',
            '@commet/node',
            'dodopayments',
            'stripe',
          ],
        },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.tsx', 'test/a11y/**/*.test.tsx', 'test/languages/**/*.test.tsx'],
          // A page cannot read files: the accessibility contract and the currencies are handed to it.
          provide: { a11y: loadCases('a11y'), currencies: loadCases('currencies') },
          browser: { ...browser(), commands: { shownInNode } },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts', 'test/hosts/**/*.test.ts', 'test/csp/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        // Pictures of the built Storybook. One file per theme: each has a browser and a core of its own.
        extends: true,
        test: {
          name: 'visual',
          environment: 'node',
          include: ['test/visual/**/*.test.ts'],
          provide: { isPictureUpdate: process.argv.includes('--update') },
          hookTimeout: 60_000,
          testTimeout: 20_000,
        },
      },
      {
        plugins: [storybookTest({ configDir: path.join(here, '.storybook') })],
        test: { name: 'storybook', browser: browser() },
      },
    ],
  },
});

declare module 'vitest' {
  interface ProvidedContext {
    reactMajor: string;
    a11y: unknown;
    currencies: unknown;
    isPictureUpdate: boolean;
  }
}
