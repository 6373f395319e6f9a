'use client';
import { useContext, useSyncExternalStore } from 'react';
import { partProps, type PartGetter } from './props.js';
import { SILENCE, VoiceContext } from './voice.js';

/** Two regions that are always on the page, and inside of the dialog while it is open: what stands outside is not read then. */
export interface Announcements {
  /** What is read when the reader pauses. */
  readonly status: string;
  /** What is read before anything else. */
  readonly alert: string;
  /** For the element whose text is `status`. Hide it from the eye, not from assistive technology. */
  readonly getStatusProps: PartGetter;
  readonly getAlertProps: PartGetter;
}

const never = () => () => {};
const silence = () => SILENCE;

/** What is to be read out: prices that moved, figures that arrived, results. Empty below the styled provider, which reads out by itself. */
export function useAnnouncements(): Announcements {
  const voice = useContext(VoiceContext);
  const said = useSyncExternalStore(voice?.subscribe ?? never, voice?.getSaid ?? silence, silence);
  return { ...said, getStatusProps: partProps({ role: 'status' }), getAlertProps: partProps({ role: 'alert' }) };
}
