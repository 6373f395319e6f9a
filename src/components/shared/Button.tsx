'use client';
import { forwardRef, type ButtonHTMLAttributes } from 'react';
import { part } from '../../theme/parts.js';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: 'primary' | 'secondary' | 'quiet';
}

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { kind = 'secondary', className, ...rest },
  ref,
) {
  return <button ref={ref} type="button" {...rest} data-kind={kind} className={part('button', className)} />;
});
