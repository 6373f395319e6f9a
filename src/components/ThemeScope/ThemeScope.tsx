'use client';
import { forwardRef, useRef, type HTMLAttributes } from 'react';
import { useLayoutEffectInBrowser } from '../../react/useLayoutEffectInBrowser.js';
import { applyTheme } from '../../theme/applyTheme.js';
import { part } from '../../theme/parts.js';
import type { Theme, ThemeProblem } from '../../theme/theme.js';
import { useOwnRef } from '../shared/useOwnRef.js';

export interface ThemeScopeProps extends HTMLAttributes<HTMLDivElement> {
  /** Set on the element in the browser, by property: no style attribute is in what a server writes. */
  readonly theme: Theme;
  /** Light or dark whatever the page is; the scope then has the theme’s own ground. Left out: as the page is. */
  readonly scheme?: 'light' | 'dark';
  /** Called for each value of the theme that is refused; the default stands there. */
  readonly onThemeProblem?: (problem: ThemeProblem) => void;
}

/** Gives a theme to every part of the kit that stands inside, dialogs included. */
export const ThemeScope = forwardRef<HTMLDivElement, ThemeScopeProps>(function ThemeScope(
  { theme, scheme, onThemeProblem, className, ...rest },
  ref,
) {
  const node = useOwnRef(ref);
  const tell = useRef(onThemeProblem);
  useLayoutEffectInBrowser(() => {
    tell.current = onThemeProblem;
  });
  useLayoutEffectInBrowser(
    () => (node.current ? applyTheme(node.current, theme, (problem) => tell.current?.(problem)) : undefined),
    [theme, node],
  );
  return <div {...rest} ref={node} data-ps-theme={scheme} className={part('theme', className)} />;
});
