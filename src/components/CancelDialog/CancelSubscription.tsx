'use client';
import { forwardRef, useRef, useState, type ReactNode } from 'react';
import { part } from '../../theme/parts.js';
import { BillingPortalLink } from '../BillingPortalLink/BillingPortalLink.js';
import { Button } from '../shared/Button.js';
import { hint } from '../shared/facts.js';
import { endingOf } from '../../react/words/endOf.js';
import { heldOf } from '../../react/words/offer.js';
import { Support } from '../shared/Support.js';
import { CancelDialog } from './CancelDialog.js';
import { canCancel } from '../../react/words/cancelForm.js';
import type { CancelOptions } from './options.js';
import { useCancelKit } from './useCancelKit.js';
import type { CancelKit } from '../../react/kit.js';
import { rendered, type PartProps } from '../shared/render.js';

export interface CancelSubscriptionProps extends PartProps<HTMLDivElement>, CancelOptions {}

/**
 * The button that ends a subscription, with its dialog. Where billing cannot end it here, it says so and leads to where it can
 * be done. A free plan and no plan have nothing to end. To keep what is set to end: {@link ScheduledChangeNotice}.
 */
export const CancelSubscription = forwardRef<HTMLDivElement, CancelSubscriptionProps>(function CancelSubscription(
  { reasons, saveOffer, confirmByTyping, render, className, ...rest },
  ref,
) {
  const kit = useCancelKit();
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const content = contentOf(kit, () => setOpen(true));
  if (content === null && !isOpen) return null;
  return rendered(
    render,
    <div ref={ref} {...kit.root} {...rest} className={part('cancel', className)}>
      <div ref={root} tabIndex={-1}>
        {content}
      </div>
      <CancelDialog
        open={isOpen}
        onOpenChange={setOpen}
        fallbackFocus={root}
        reasons={reasons}
        saveOffer={saveOffer}
        confirmByTyping={confirmByTyping}
      />
    </div>,
  );
});

function contentOf({ say, tell, date, catalog }: CancelKit, open: () => void): ReactNode {
  const held = catalog && heldOf(catalog);
  if (!catalog || !held || catalog.may !== 'change') return null;
  if (catalog.plans.some(({ id, isFree }) => isFree && id === held.planId)) return null;
  const end = endingOf(held, catalog);
  if (end) return hint(tell('notice.cancellation', { plan: held.planName, date: date(end.effectiveAt) }));
  if (canCancel(catalog)) return <Button onClick={open}>{say('cancel.open')}</Button>;
  return (
    <>
      {hint(say('cancel.cannot'))}
      <BillingPortalLink />
      <Support />
    </>
  );
}
