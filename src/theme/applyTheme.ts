import { declarationsOf } from './declarations.js';
import type { Theme, ThemeProblem } from './theme.js';

/** What {@link applyTheme} sets properties on: an element of a page, with its style. */
export interface Themed {
  readonly style: Pick<CSSStyleDeclaration, 'getPropertyValue' | 'removeProperty' | 'setProperty'>;
}

/**
 * Sets a theme on an element and all that stands inside, property by property: strict policies of content and Trusted Types allow it.
 * @param onProblem - called for each value that the grammar refuses; the default stands there.
 * @returns puts back what stood there before.
 */
export function applyTheme({ style }: Themed, theme: Theme, onProblem?: (problem: ThemeProblem) => void): () => void {
  const { list, problems } = declarationsOf(theme);
  const before = list.map(([property]) => [property, style.getPropertyValue(property)] as const);
  for (const [property, value] of list) style.setProperty(property, value);
  if (onProblem) problems.forEach(onProblem);
  return () => {
    for (const [property, value] of before)
      if (value === '') style.removeProperty(property);
      else style.setProperty(property, value);
  };
}
