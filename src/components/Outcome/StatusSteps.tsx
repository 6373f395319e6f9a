import { part } from '../../theme/parts.js';
import { Button } from '../shared/Button.js';
import { LinkOut } from '../shared/LinkOut.js';
import type { StatusView } from '../../react/words/statusView.js';

/** The ways on from a view. */
export function StatusSteps({ view }: { readonly view: StatusView }) {
  return view.steps.length > 0 ? (
    <div className={part('actions')}>
      {view.steps.map(([label, way, kind]) =>
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
