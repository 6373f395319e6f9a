'use client';
import { forwardRef, useEffect } from 'react';
import { askedWords } from '../../react/words/statement.js';
import { Notice } from '../shared/Notice.js';
import type { PartProps } from '../shared/render.js';
import { useOwnRef } from '../shared/useOwnRef.js';
import { useReviewScope } from './reviewScope.js';

export type ReviewReasonProps = Omit<PartProps<HTMLDivElement>, 'title'>;

/** Why the customer is asked, or asked again. Focus comes here, since the title did not change. Nothing where all is as usual. In a `Review`. */
export const ReviewReason = forwardRef<HTMLDivElement, ReviewReasonProps>(function ReviewReason(props, ref) {
  const { kit, state } = useReviewScope();
  const words = state.status === 'reviewing' ? askedWords(kit, state) : null;
  const box = useOwnRef(ref);
  useEffect(() => {
    if (words !== null) box.current?.focus();
  }, [words, box]);
  if (state.status !== 'reviewing' || words === null) return null;
  const reference = state.error?.reference;
  return (
    <Notice {...kit.root} {...props} ref={box} tone={state.stale === null ? 'danger' : 'warn'} tabIndex={-1}>
      <p>{words}</p>
      {reference && (
        <p>
          {kit.say('out.reference')}: <code>{reference}</code>
        </p>
      )}
    </Notice>
  );
});
