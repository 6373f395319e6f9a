import type { StorybookConfig } from '@storybook/react-vite';
import { mergeConfig } from 'vite';
import { publicNames } from '../test/publicNames.ts';
import { reference } from './reference.ts';

const config: StorybookConfig = {
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  framework: { name: '@storybook/react-vite', options: { builder: { viteConfigPath: '.storybook/vite.config.ts' } } },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: { reactDocgen: 'react-docgen' },
  // A story imports what a host imports; here the names lead to the source.
  viteFinal: (own) =>
    mergeConfig(own, {
      base: './',
      plugins: [reference()],
      // As in the package: an older target turns `:dir(rtl)` into a list of languages, and an English page is never mirrored.
      build: { cssTarget: ['chrome123', 'safari17.5', 'firefox128'] },
      resolve: { alias: publicNames },
      // The atlas opens them when they are chosen; found only then, they would make the page load again in the middle of a test.
      optimizeDeps: { include: ['@commet/node', 'dodopayments', 'stripe'] },
    }),
};

export default config;
