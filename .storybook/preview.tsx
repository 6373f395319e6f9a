import type { Preview } from '@storybook/react-vite';
import { useLayoutEffect } from 'react';
import { LanguageProvider } from '../stories/frame/language.js';
import { settledStates, previews } from 'planshift/testing';
import { applyTheme, hearth, ledger, quiet, type Theme } from 'planshift/theme';
import { SYSTEMS } from '../stories/atlas/systems.js';
import { languageOf, languageTags, nameOf } from './languages.js';
import 'planshift/styles.css';
import './preview.css';

/** The themes of the package; the other brands are rules of the host's own sheet. */
const READY: Readonly<Record<string, Theme>> = { quiet, hearth, ledger };

function inWords(status: string): string {
  return status.replaceAll('_', ' ');
}

const preview: Preview = {
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    controls: { expanded: true },
    options: { storySort: { order: ['Read me', 'Atlas', 'Flows', 'Components', 'Statuses', 'Theming', 'Docs'] } },
  },
  globalTypes: {
    provider: {
      description: 'The billing system behind the screens of the atlas',
      toolbar: {
        title: 'Any billing system',
        icon: 'database',
        items: [
          { value: '', title: 'Any billing system' },
          ...Object.entries(SYSTEMS).map(([value, title]) => ({ value, title })),
        ],
        dynamicTitle: true,
      },
    },
    outcome: {
      description: 'What the atlas shows',
      toolbar: {
        title: 'State of the controls',
        icon: 'flag',
        items: [
          { value: '', title: 'State of the controls' },
          ...Object.keys(previews).map((status) => ({
            value: `preview ${status}`,
            title: `Preview: ${inWords(status)}`,
          })),
          ...Object.keys(settledStates).map((status) => ({
            value: `settled ${status}`,
            title: `Outcome: ${inWords(status)}`,
          })),
        ],
        dynamicTitle: true,
      },
    },
    language: {
      description: 'Every language of the package',
      toolbar: {
        title: 'Language',
        icon: 'globe',
        items: languageTags.map((tag) => ({ value: tag, title: nameOf(tag) })),
        dynamicTitle: true,
      },
    },
    theme: {
      description: 'Light or dark',
      toolbar: {
        title: 'Theme',
        icon: 'contrast',
        items: [
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
        ],
        dynamicTitle: true,
      },
    },
    brand: {
      description: 'Whose product the kit stands in',
      toolbar: {
        title: 'Brand',
        icon: 'paintbrush',
        items: [
          { value: 'none', title: 'No brand' },
          { value: 'quiet', title: 'Quiet (no colour)' },
          { value: 'hearth', title: 'Hearth (warm, round, serif)' },
          { value: 'ledger', title: 'Ledger (dense, square)' },
          { value: 'harbor', title: 'Harbor (green, round)' },
          { value: 'linden', title: 'Linden (violet, square, serif)' },
        ],
        dynamicTitle: true,
      },
    },
    direction: {
      description: 'Writing direction',
      toolbar: {
        title: 'Direction',
        icon: 'transfer',
        items: [
          { value: 'ltr', title: 'Left to right' },
          { value: 'rtl', title: 'Right to left' },
        ],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: {
    provider: '',
    outcome: '',
    language: 'en',
    theme: 'light',
    brand: 'none',
    direction: 'ltr',
    // Checked while developing and by the tests; the published site leaves it to the button.
    a11y: { manual: import.meta.env.PROD },
  },
  loaders: [async ({ globals }) => ({ language: await languageOf(String(globals.language ?? 'en')) })],
  decorators: [
    function Host(Story, { globals, loaded }) {
      const { theme, brand, direction } = globals;
      // On the page itself, as a host would: dialogs stand in the top layer, outside of the story's own element.
      useLayoutEffect(() => {
        const page = document.documentElement;
        page.dir = loaded.language?.direction ?? String(direction);
        page.lang = loaded.language?.locale ?? 'en';
        page.dataset.psTheme = String(theme);
        page.dataset.brand = String(brand);
        return applyTheme(page, READY[String(brand)] ?? {});
      }, [theme, brand, direction, loaded]);
      return (
        <LanguageProvider value={loaded.language}>
          <div className="host">
            <Story />
          </div>
        </LanguageProvider>
      );
    },
  ],
};

export default preview;
