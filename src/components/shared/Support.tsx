'use client';
import { useChangePlan } from '../../react/useChangePlan.js';
import { usePlanMessages } from '../../react/usePlanMessages.js';
import { part } from '../../theme/parts.js';
import { LinkOut } from './LinkOut.js';

/** The way to people, in the same place of every view. Nothing where the host named none. */
export function Support() {
  const { say } = usePlanMessages();
  const url = useChangePlan().catalog?.supportUrl;
  return url ? (
    <p className={part('help')}>
      <LinkOut href={url}>{say('act.support')}</LinkOut>
    </p>
  ) : null;
}
