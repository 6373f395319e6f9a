'use client';
import type { BlockedReason } from '../../core/preview.js';
import { wayOut } from '../../react/words/recovery.js';
import { LinkOut } from '../shared/LinkOut.js';
import { useKit } from '../shared/useKit.js';

/** The way out of what is in the way. */
export function Recovery({ reason, url }: { readonly reason: BlockedReason; readonly url: string | null }) {
  const way = wayOut(useKit(), reason, url);
  return way ? (
    <p>
      <LinkOut href={way.href}>{way.label}</LinkOut>
    </p>
  ) : null;
}
