'use client';
import { part } from '../../theme/parts.js';
import { usePlanKit } from './usePlanKit.js';
import { LinkOut } from './LinkOut.js';

/** The way to people, in the same place of every view. Nothing where the host named none. */
export function Support() {
  const { say, catalog } = usePlanKit();
  const url = catalog?.supportUrl;
  return url ? (
    <p className={part('help')}>
      <LinkOut href={url}>{say('act.support')}</LinkOut>
    </p>
  ) : null;
}
