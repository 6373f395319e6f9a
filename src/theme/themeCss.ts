import { declarationsOf } from './declarations.js';
import type { Theme } from './theme.js';

/**
 * A theme as a rule for a style sheet of the host, such as one that a server writes. What the grammar refuses is left out.
 * @param selector - which element carries the theme: names, classes, ids and attributes. Default `:root`.
 * @throws RangeError for a selector that could be more than that.
 */
export function themeCss(theme: Theme, selector = ':root'): string {
  if (!/^[\w\s.#:,>+~*()[\]='"-]{1,200}$/.test(selector))
    throw new RangeError(
      'The selector of a theme is made of names, classes, ids and attributes; anything else could end the rule.',
    );
  const lines = declarationsOf(theme).list.map(([property, value]) => `  ${property}: ${value};\n`);
  return `${selector} {\n${lines.join('')}}\n`;
}
