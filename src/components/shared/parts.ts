'use client';
import {
  createContext,
  createElement,
  useContext,
  type AnchorHTMLAttributes,
  type ButtonHTMLAttributes,
  type InputHTMLAttributes,
  type ReactElement,
  type SVGAttributes,
} from 'react';
import { rendered, type Given, type Render } from './render.js';

interface Pieces {
  /** `data-kind`: `primary`, `secondary` or `quiet`. `data-busy`: what it began is not over. */
  readonly button: Given<HTMLButtonElement, ButtonHTMLAttributes<HTMLButtonElement>>;
  /** With `data-kind` where it looks like a button. */
  readonly link: Given<HTMLAnchorElement, AnchorHTMLAttributes<HTMLAnchorElement>>;
  /** A field to type in. */
  readonly input: Given<HTMLInputElement, InputHTMLAttributes<HTMLInputElement>>;
  /** Its level is in the `tag` that a function is given. */
  readonly heading: Given<HTMLHeadingElement>;
  /** `data-tone`: `info`, `warn`, `danger` or `good`. */
  readonly notice: Given<HTMLDivElement>;
  /** `data-icon`: what it shows, such as `check`. */
  readonly icon: Given<SVGSVGElement, SVGAttributes<SVGSVGElement>>;
  /** The button in the corner of a dialog. */
  readonly close: Given<HTMLButtonElement, ButtonHTMLAttributes<HTMLButtonElement>>;
}

/**
 * The pieces that a host draws itself, wherever they stand: a class name for all of them, or an element or a function in their
 * place, as in `render`.
 */
export type PartOptions = { readonly [Name in keyof Pieces]?: string | Render<Pieces[Name]> };

export const PartsContext = createContext<PartOptions>({});

/** One of many pieces: as its own `render` says, as the provider above says, or as the kit draws it. */
export function usePiece<Name extends keyof Pieces>(
  name: Name,
  render: Render<Pieces[Name]> | undefined,
  part: ReactElement<Pieces[Name]>,
): ReactElement | null {
  const around: PartOptions[Name] = useContext(PartsContext)[name];
  return rendered(
    render ?? (typeof around === 'string' ? createElement(part.type, { className: around }) : around),
    part,
  );
}
