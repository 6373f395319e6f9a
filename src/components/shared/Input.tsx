'use client';
import { forwardRef, type InputHTMLAttributes } from 'react';
import { part } from '../../theme/parts.js';
import { usePiece } from './parts.js';

/** A field to type in. */
export const Input = forwardRef<HTMLInputElement, InputHTMLAttributes<HTMLInputElement>>(function Input(props, ref) {
  return usePiece('input', undefined, <input ref={ref} className={part('input')} {...props} />);
});
