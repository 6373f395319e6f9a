'use client';
import { part } from '../../theme/parts.js';
import { usePiece } from './parts.js';
import { ICON_SHAPES } from './iconShapes.js';

export type IconName = keyof typeof ICON_SHAPES;

/** A drawing of 16 px beside words that say the same; hidden from assistive technology. */
export function Icon({ name }: { readonly name: IconName }) {
  return usePiece(
    'icon',
    undefined,
    <svg
      className={part('icon')}
      data-icon={name}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={ICON_SHAPES[name]} />
    </svg>,
  );
}
