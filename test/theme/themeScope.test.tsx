import { render, screen } from '@testing-library/react';
import { createRef, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ThemeScope, type Theme, type ThemeProblem } from 'planshift';
import { applyTheme } from 'planshift/theme';

const theme: Theme = { accent: { light: '#00695c', dark: '#4fd1bb' }, corners: 'square' };
const styleOf = (name: string) => screen.getByTestId('scope').style.getPropertyValue(name);

describe('a theme around a part of the page', () => {
  it('is set property by property, and follows its prop', () => {
    const scope = (next: Theme) => (
      <StrictMode>
        <ThemeScope theme={next} data-testid="scope" />
      </StrictMode>
    );
    const { rerender } = render(scope(theme));
    expect(styleOf('--ps-accent')).toBe('light-dark(#00695c, #4fd1bb)');
    expect(styleOf('--ps-radius')).toBe('0px');
    rerender(scope({ accent: 'red' }));
    expect(styleOf('--ps-accent')).toBe('red');
    expect(styleOf('--ps-radius')).toBe('');
  });

  it('is not in what a server writes, which has no style at all', () => {
    const html = renderToString(
      <ThemeScope theme={theme} scheme="dark" className="mine" lang="de">
        Plans
      </ThemeScope>,
    );
    expect(html).toBe('<div lang="de" data-ps-theme="dark" class="ps-theme mine">Plans</div>');
  });

  it('inside another takes over nothing that it speaks of itself', () => {
    const colors = { accent: '#00695c' } as const;
    render(<ThemeScope theme={{ ...colors, corners: 'square', density: 'regular' }} data-testid="scope" />);
    for (const name of ['radius', 'radius-small', 'button-radius', 'dialog-radius'])
      expect([name, styleOf(`--ps-${name}`)]).toEqual([name, '0px']);
    expect(styleOf('--ps-space')).toBe('1');
  });

  it('tells of what is refused, and leaves the default there', () => {
    const problems: ThemeProblem[] = [];
    // As a partner's file may say it.
    const hostile = { accent: 'url(https://evil.example)', line: '#eee' } as Theme;
    render(<ThemeScope theme={hostile} onThemeProblem={(one) => problems.push(one)} data-testid="scope" />);
    expect(problems.map(({ key }) => key)).toEqual(['accent']);
    expect(styleOf('--ps-accent')).toBe('');
    expect(styleOf('--ps-line')).toBe('#eee');
  });

  it('hands its element to a ref, and lets attributes of the host through', () => {
    const ref = createRef<HTMLDivElement>();
    render(<ThemeScope ref={ref} theme={{}} id="billing" />);
    expect(ref.current).toHaveAttribute('id', 'billing');
    expect(ref.current).not.toHaveAttribute('data-ps-theme');
  });
});

describe('a theme on an element', () => {
  it('goes again, and gives back what stood there', () => {
    const element = document.createElement('div');
    element.style.setProperty('--ps-accent', 'blue');
    const undo = applyTheme(element, theme);
    expect(element.style.getPropertyValue('--ps-accent')).toBe('light-dark(#00695c, #4fd1bb)');
    undo();
    expect(element.style.getPropertyValue('--ps-accent')).toBe('blue');
    expect(element.style.getPropertyValue('--ps-radius')).toBe('');
  });
});
