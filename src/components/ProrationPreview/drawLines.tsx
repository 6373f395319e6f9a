import { Fragment, type ReactElement } from 'react';
import type { Money } from '../../core/money.js';
import type { PreviewLine } from '../../core/preview.js';
import { lineWords } from '../../react/words/lines.js';
import { part } from '../../theme/parts.js';
import type { Kit } from '../../react/kit.js';

/** Why it is that much: what is charged and what is credited, each on its line, down to the total. */
export function drawLines(kit: Kit, lines: readonly PreviewLine[], total: Money): ReactElement<object> | null {
  const { say, money } = kit;
  if (lines.length === 0) return null;
  return (
    <dl className={part('lines')}>
      {lines.map((line, index) => {
        const { text, details } = lineWords(kit, line);
        return (
          <div key={index} className={part('line')} data-kind={line.kind}>
            <dt>
              {text}
              {details.map((detail, at) => (
                <Fragment key={at}>
                  {' '}
                  <span className={part('line-detail')}>{detail}</span>
                </Fragment>
              ))}
            </dt>
            <dd>{money(line.amount)}</dd>
          </div>
        );
      })}
      <div className={part('line')} data-total>
        <dt>{say('review.total')}</dt>
        <dd>{money(total)}</dd>
      </div>
    </dl>
  );
}
