'use client';
import { useCallback, useContext, useEffect, useState } from 'react';
import type { FlowState } from '../../core/flow/state.js';
import { useFormat } from '../../react/useFormat.js';
import { useMessages } from '../../react/useMessages.js';
import { announcementOf } from './announcement.js';
import { LiveContext } from './live.js';
import { useAnnounced } from './useAnnounced.js';

/** For every part that shows a change: whichever of them stands on the page, the change is told, and told once. */
export function useChangeAnnouncements(): void {
  const { say } = useMessages();
  const format = useFormat();
  const { join, leads } = useContext(LiveContext);
  const [teller] = useState(() => ({}));
  useEffect(() => join(teller), [join, teller]);
  useAnnounced(
    useCallback((before: FlowState, now: FlowState) => announcementOf(before, now, { say, format }), [say, format]),
    useCallback(() => leads(teller), [leads, teller]),
  );
}
