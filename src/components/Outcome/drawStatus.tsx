import type { ReactElement, ReactNode } from 'react';
import type { StatusView, Tone } from '../../react/words/statusView.js';
import { part } from '../../theme/parts.js';
import { Button } from '../shared/Button.js';
import { Icon, type IconName } from '../shared/Icon.js';
import { LinkOut } from '../shared/LinkOut.js';

const MARKS: Readonly<Record<Tone, IconName>> = { good: 'check', info: 'info', warn: 'warn', danger: 'close' };

/** The one mark of a view; the words beside it say the same. */
export function drawMark({ tone, isWaiting }: StatusView): ReactElement<object> {
  return (
    <span className={part('outcome-mark')} data-tone={tone} data-waiting={isWaiting}>
      <Icon name={isWaiting ? 'clock' : MARKS[tone]} />
    </span>
  );
}

/** The sentences of a view, and what can be looked up below them. */
export function drawText({ lines }: StatusView, details?: ReactNode): ReactElement<object> {
  return (
    <div className={part('outcome-text')}>
      {lines.map((line, index) => (
        <p key={index}>{line}</p>
      ))}
      {details}
    </div>
  );
}

/** The ways on from a view. */
export function drawSteps({ steps }: StatusView): ReactElement<object> | null {
  return steps.length > 0 ? (
    <div className={part('actions')}>
      {steps.map(([label, way, kind]) =>
        typeof way === 'string' ? (
          <LinkOut key={label} href={way} kind={kind ?? 'secondary'}>
            {label}
          </LinkOut>
        ) : (
          <Button key={label} kind={kind} onClick={() => way()}>
            {label}
          </Button>
        ),
      )}
    </div>
  ) : null;
}
