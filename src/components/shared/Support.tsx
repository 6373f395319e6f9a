'use client';
import { useChangePlan } from '../../react/useChangePlan.js';
import { useMessages } from '../../react/useMessages.js';
import { part } from '../../theme/parts.js';
import { LinkOut } from './LinkOut.js';

/** The way to people, in the same place of every view. Nothing where the host named none. */
export function Support() {
  const { say } = useMessages();
  const url = useChangePlan().catalog?.supportUrl;
  return url ? (
    <p className={part('help')}>
      <LinkOut href={url}>{say('act.support')}</LinkOut>
    </p>
  ) : null;
}
