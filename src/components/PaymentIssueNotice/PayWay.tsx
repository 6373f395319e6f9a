'use client';
import type { Catalog, LinkPurpose } from '../../core/adapter.js';
import { LinkButton } from '../BillingPortalLink/LinkButton.js';
import { useLink } from '../../react/useLink.js';
import { LinkOut } from '../shared/LinkOut.js';
import { useKit } from '../shared/useKit.js';
import { wayToPay } from '../../react/words/wayToPay.js';

interface PayWayProps {
  readonly catalog: Catalog;
  /** Where billing itself says that it is put right. */
  readonly url: string | null;
  /** What a link straight there says. */
  readonly label: 'act.pay' | 'act.payMethod';
}

/** The one way to where a payment is put right, by what the billing system can do. */
export function PayWay({ catalog, url, label }: PayWayProps) {
  const { say } = useKit();
  const way = wayToPay(catalog, url);
  if (way === null) return null;
  if ('purpose' in way)
    return <MadeLink purpose={way.purpose} label={say(way.purpose === 'recovery' ? label : 'act.resolve')} />;
  return (
    <LinkOut href={way.href} kind={way.isSupport ? undefined : 'secondary'}>
      {say(way.isSupport ? 'act.support' : label)}
    </LinkOut>
  );
}

function MadeLink({ purpose, label }: { readonly purpose: LinkPurpose; readonly label: string }) {
  const link = useLink(purpose);
  return <LinkButton link={link}>{label}</LinkButton>;
}
