'use client';
import { useContext, useEffect, useState } from 'react';
import { aloud } from '../../react/kit.js';
import { useKit } from './useKit.js';
import { announcementOf } from '../../react/words/announcement.js';
import { LiveContext } from '../../react/live.js';
import { useAnnounced } from '../../react/useAnnounced.js';

/** For every part that shows a change: whichever of them stands on the page, the change is told, and told once. */
export function useChangeAnnouncements(): void {
  const kit = useKit();
  const { join, leads } = useContext(LiveContext);
  const [teller] = useState(() => ({}));
  useEffect(() => join(teller), [join, teller]);
  useAnnounced(
    (before, now) => announcementOf(before, now, aloud(kit)),
    () => leads(teller),
  );
}
