'use client';
import { useContext, useEffect, useState } from 'react';
import { withChanges } from '../core/flow/withChanges.js';
import { changesEn } from '../locale/en/changes.js';
import { useScope } from './context.js';
import { textKit } from './kit.js';
import { LiveContext } from './live.js';
import { useAnnounced } from './useAnnounced.js';
import { announcementOf } from './words/announcement.js';

/** For every part that shows a change: whichever of them stands on the page, the change is told, and told once. */
export function useChangeAnnouncements(): void {
  const scope = useScope();
  const kit = textKit(scope, withChanges(scope.flow), changesEn);
  const { join, leads } = useContext(LiveContext);
  const [teller] = useState(() => ({}));
  useEffect(() => join(teller), [join, teller]);
  useAnnounced(
    (before, now) => announcementOf(before, now, kit),
    () => leads(teller),
  );
}
