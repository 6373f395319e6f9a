'use client';
import { useContext, useEffect, useRef } from 'react';
import { useScope } from '../../react/context.js';
import { announcementOf } from '../shared/announcement.js';
import { LiveContext } from '../shared/live.js';

/** Tells every change of state once, in the one region it belongs to. */
export function Announcer() {
  const { state, say, format } = useScope();
  const { tell } = useContext(LiveContext);
  const last = useRef(state);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const before = last.current;
    last.current = state;
    if (before === state) return;
    clearTimeout(waiting.current);
    const announcement = announcementOf(before, state, { say, format });
    if (announcement === null) return;
    const { tone, text, afterMs = 0 } = announcement;
    if (afterMs === 0) tell(tone, text);
    else waiting.current = setTimeout(() => tell(tone, text), afterMs);
  }, [state, say, format, tell]);
  useEffect(() => () => clearTimeout(waiting.current), []);
  return null;
}
