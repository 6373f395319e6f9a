import { part } from '../../theme/parts.js';
import { Icon, type IconName } from '../shared/Icon.js';
import type { Tone } from '../../react/words/statusView.js';
import type { StatusView } from '../../react/words/statusView.js';

const MARKS: Readonly<Record<Tone, IconName>> = { good: 'check', info: 'info', warn: 'warn', danger: 'close' };

/** The one mark of a view; the words beside it say the same. */
export function StatusMark({ view }: { readonly view: StatusView }) {
  return (
    <span className={part('outcome-mark')} data-tone={view.tone} data-waiting={view.isWaiting}>
      <Icon name={view.isWaiting ? 'clock' : MARKS[view.tone]} />
    </span>
  );
}
