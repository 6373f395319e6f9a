'use client';
import { forwardRef, useContext, type ReactNode } from 'react';
import type { PreviewOutcome } from '../../core/preview.js';
import { part } from '../../theme/parts.js';
import { RemediesContext, type Remedies } from '../../react/remedies.js';
import { Button } from '../shared/Button.js';
import { Notice } from '../shared/Notice.js';
import { failedWords } from '../../react/words/statement.js';
import { useKit } from '../shared/useKit.js';
import { Statement } from './Statement.js';
import { useShownPreview } from '../../react/useShownPreview.js';
import { useChangeAnnouncements } from '../../react/useChangeAnnouncements.js';
import { rendered, type PartProps } from '../shared/render.js';

export interface ProrationPreviewProps extends PartProps<HTMLDivElement> {
  /** Below the payment method: a `PaymentMethodLink`, or a link of the host. */
  readonly paymentLink?: ReactNode;
  /** Links to where something can be done about what is in the way. Default: those of the dialog around. */
  readonly remedies?: Remedies;
}

/** What the chosen change costs today and later. Empty while nothing is chosen. */
export const ProrationPreview = forwardRef<HTMLDivElement, ProrationPreviewProps>(function ProrationPreview(
  { paymentLink, remedies, render, className, ...rest },
  ref,
) {
  const { state, root } = useKit();
  const around = useContext(RemediesContext);
  useChangeAnnouncements();
  return rendered(
    render,
    <div
      ref={ref}
      aria-busy={state.status === 'previewing'}
      {...root}
      {...rest}
      className={part('preview', className)}
      data-status={state.status}
    >
      <RemediesContext.Provider value={remedies ?? around}>
        <Content paymentLink={paymentLink} />
      </RemediesContext.Provider>
    </div>,
  );
});

interface ContentProps {
  readonly paymentLink: ReactNode;
}

function Content({ paymentLink }: ContentProps) {
  const { state, say, flow } = useKit();
  const preview = useShownPreview(state);
  switch (state.status) {
    case 'previewing':
      return <Updating earlier={preview} paymentLink={paymentLink} />;
    case 'preview_failed':
      return (
        <Notice tone="danger" title={failedWords({ say, state })}>
          <p>{say(`error.${state.error.code}`)}</p>
          <Button onClick={() => flow.review()}>{say('act.retry')}</Button>
        </Notice>
      );
    default:
      return preview && <Statement preview={preview} paymentLink={paymentLink} />;
  }
}

/** Old figures stay in place, and are not read out as if they were true. */
function Updating({ earlier, paymentLink }: ContentProps & { readonly earlier: PreviewOutcome | null }) {
  const { say } = useKit();
  return (
    <>
      <p className={part('updating')}>{say(earlier ? 'review.updating' : 'review.busy')}</p>
      <div aria-hidden="true" ref={makeInert} data-updating>
        {earlier ? <Statement preview={earlier} paymentLink={paymentLink} /> : <div className={part('skeleton')} />}
      </div>
    </>
  );
}

// React 18 and 19 write this attribute differently.
function makeInert(node: HTMLElement | null): void {
  node?.setAttribute('inert', '');
}
