import type { Preview } from '@storybook/react-vite';
import { useLayoutEffect } from 'react';
import 'planshift/styles.css';
import './preview.css';

const preview: Preview = {
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    controls: { expanded: true },
    options: { storySort: { order: ['Read me', 'Flows', 'Components', 'Statuses'] } },
  },
  globalTypes: {
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
    theme: 'light',
    brand: 'none',
    direction: 'ltr',
    // Checked while developing and by the tests; the published site leaves it to the button.
    a11y: { manual: import.meta.env.PROD },
  },
  decorators: [
    function Host(Story, { globals }) {
      const { theme, brand, direction } = globals;
      // On the page itself, as a host would: dialogs stand in the top layer, outside of the story's own element.
      useLayoutEffect(() => {
        const page = document.documentElement;
        page.dir = String(direction);
        page.lang = 'en';
        page.dataset.psTheme = String(theme);
        page.dataset.brand = String(brand);
      }, [theme, brand, direction]);
      return (
        <div className="host">
          <Story />
        </div>
      );
    },
  ],
};

export default preview;
