'use client';
import { forwardRef, type ButtonHTMLAttributes } from 'react';
import { part } from '../../theme/parts.js';
import { usePiece } from './parts.js';
import type { PartProps } from './render.js';

export interface ButtonProps extends PartProps<HTMLButtonElement, ButtonHTMLAttributes<HTMLButtonElement>> {
  /** `primary`: the next step. `quiet`: words alone. Default `secondary`. */
  readonly kind?: 'primary' | 'secondary' | 'quiet';
}

/** A button of the kit, for what stands beside its parts. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { kind = 'secondary', render, className, ...rest },
  ref,
) {
  return usePiece(
    'button',
    render,
    <button ref={ref} type="button" {...rest} data-kind={kind} className={part('button', className)} />,
  );
});
