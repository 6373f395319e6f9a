'use client';
import { planAnnouncementOf } from '../../react/words/planAnnouncement.js';
import { usePlanKit } from '../shared/usePlanKit.js';
import { useAnnounced } from '../../react/useAnnounced.js';

const always = () => true;

/** Tells of the plans: what a change says of itself is told by the parts that show it. */
export function Announcer() {
  const kit = usePlanKit();
  useAnnounced((before, now) => planAnnouncementOf(before, now, kit), always);
  return null;
}
