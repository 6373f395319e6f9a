'use client';
import { useCallback } from 'react';
import type { FlowState } from '../../core/flow/state.js';
import { useFormat } from '../../react/useFormat.js';
import { usePlanMessages } from '../../react/usePlanMessages.js';
import { planAnnouncementOf } from '../shared/planAnnouncement.js';
import { useAnnounced } from '../shared/useAnnounced.js';

const always = () => true;

/** Tells of the plans: what a change says of itself is told by the parts that show it. */
export function Announcer() {
  const { say } = usePlanMessages();
  const format = useFormat();
  useAnnounced(
    useCallback((before: FlowState, now: FlowState) => planAnnouncementOf(before, now, { say, format }), [say, format]),
    always,
  );
  return null;
}
