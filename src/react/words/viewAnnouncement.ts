import { sentences } from '../../locale/words.js';
import type { StatusView } from './statusView.js';
import type { Announcement } from './announcement.js';
import type { Speaker } from '../kit.js';

/** A place in the words of the screen; at once where the customer has to know before anything else. */
export function viewAnnouncement(
  { say }: Pick<Speaker, 'say'>,
  { title, lines, isUrgent }: StatusView<string>,
): Announcement {
  return { tone: isUrgent ? 'alert' : 'status', text: sentences(say('tell.title', { title }), ...lines) };
}
