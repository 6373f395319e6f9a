'use client';
import { useContext, useEffect, useRef } from 'react';
import type { FlowState } from '../core/flow/state.js';
import { useScope } from './context.js';
import type { Announcement } from './words/announcement.js';
import { LiveContext } from './live.js';

/** Tells what is new from one state to the next, in the one region it belongs to. */
export function useAnnounced(
  announce: (before: FlowState, now: FlowState) => Announcement | null,
  mayTell: () => boolean,
): void {
  const { state } = useScope();
  const { tell } = useContext(LiveContext);
  const last = useRef(state);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const before = last.current;
    last.current = state;
    if (before === state) return;
    clearTimeout(waiting.current);
    const announcement = mayTell() ? announce(before, state) : null;
    if (announcement === null) return;
    const { tone, text, afterMs = 0 } = announcement;
    if (afterMs === 0) return tell(tone, text);
    // What was said before is no longer so.
    tell(tone, '');
    waiting.current = setTimeout(() => tell(tone, text), afterMs);
  }, [state, announce, mayTell, tell]);
  useEffect(() => () => clearTimeout(waiting.current), []);
}
