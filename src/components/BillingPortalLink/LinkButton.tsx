import type { ReactNode } from 'react';
import { part } from '../../theme/parts.js';
import { Button } from '../shared/Button.js';
import type { Link } from '../../react/useLink.js';

interface LinkButtonProps {
  readonly link: Link;
  readonly children: ReactNode;
}

/** Leads to a page of billing; where it cannot, it says why and can be pressed again. */
export function LinkButton({ link: { say, isOpening, failure, open }, children }: LinkButtonProps) {
  return (
    <>
      <Button aria-disabled={isOpening} data-busy={isOpening} onClick={isOpening ? undefined : open}>
        {isOpening ? say('link.opening') : children}
      </Button>
      {failure && (
        <p className={part('hint')} data-tone="danger">
          {failure}
        </p>
      )}
    </>
  );
}
