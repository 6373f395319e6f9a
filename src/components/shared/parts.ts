'use client';
import {
  cloneElement,
  createContext,
  useContext,
  type AnchorHTMLAttributes,
  type ButtonHTMLAttributes,
  type InputHTMLAttributes,
  type ReactElement,
  type SVGAttributes,
} from 'react';
import { rendered, type Given, type Render, type Rendering } from './render.js';

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

/** A piece of which there are many inside of bigger components: a class name for all of them, or an element in their place. */
export interface PieceOptions<Props> extends Rendering<Props> {
  readonly className?: string;
}

/** The pieces that a host draws itself, wherever they stand. */
export type PartOptions = { readonly [Name in keyof Pieces]?: PieceOptions<Pieces[Name]> };

export const PartsContext = createContext<PartOptions>({});

/** One of many pieces: as its own `render` says, as the provider above says, or as the kit draws it. */
export function usePiece<Name extends keyof Pieces>(
  name: Name,
  render: Render<Pieces[Name]> | undefined,
  part: ReactElement<Pieces[Name]>,
): ReactElement | null {
  const around: PieceOptions<Pieces[Name]> | undefined = useContext(PartsContext)[name];
  const { className } = around ?? {};
  const worn = className ? cloneElement(part, { className: `${part.props.className ?? ''} ${className}` }) : part;
  return rendered(render ?? around?.render, worn);
}
