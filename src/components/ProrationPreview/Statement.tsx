'use client';
import type { ReactNode } from 'react';
import { absolute } from '../../core/money.js';
import type { ConfirmablePreview, Excluded, PreviewOutcome } from '../../core/preview.js';
import { intervalOften } from '../../locale/words.js';
import { useChangePlan } from '../../react/useChangePlan.js';
import { useFormat } from '../../react/useFormat.js';
import { useMessages } from '../../react/useMessages.js';
import { part } from '../../theme/parts.js';
import { Amount } from '../shared/Amount.js';
import { isSeatImpact, SeatLimitWarning } from '../ImpactList/SeatLimitWarning.js';
import { Notice } from '../shared/Notice.js';
import { When } from '../shared/When.js';
import { Words } from '../shared/Words.js';
import { Lines } from './Lines.js';
import { Onward } from './Onward.js';
import { Recovery } from './Recovery.js';

type Of<S extends PreviewOutcome['status']> = Extract<PreviewOutcome, { status: S }>;

/** What a preview says, in the order of a good invoice: sentence, due today, why, and what comes next. */
export function Statement({ preview }: { readonly preview: PreviewOutcome }) {
  switch (preview.status) {
    case 'quote':
      return <Quote preview={preview} />;
    case 'scheduled':
      return <Scheduled preview={preview} />;
    case 'requires_checkout':
      return <AtCheckout preview={preview} />;
    case 'blocked':
      return <Blocked preview={preview} />;
    case 'unavailable':
      return <WithoutAmount preview={preview} />;
  }
}

function Sentence({ children }: { readonly children: ReactNode }) {
  return <p className={part('sentence')}>{children}</p>;
}

function Due({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <dl className={part('due')}>
      <dt className={part('due-label')}>{label}</dt>
      <dd className={part('due-amount')}>{children}</dd>
    </dl>
  );
}

function StartsNow({ preview }: { readonly preview: ConfirmablePreview }) {
  const { say } = useMessages();
  const { direction, to } = preview.change;
  if (direction === 'subscribe') return say('review.nowNew', { plan: to.planName });
  if (direction === 'interval') return say('review.nowInterval', { interval: intervalOften(say, to.interval) });
  return say('review.now', { plan: to.planName });
}

function Quote({ preview }: { readonly preview: Of<'quote'> }) {
  const { say } = useMessages();
  const { dueNow, lines } = preview;
  return (
    <>
      <Sentence>
        <StartsNow preview={preview} />
      </Sentence>
      {dueNow.amount > 0 ? (
        <Due label={say('review.dueToday')}>
          <Amount value={dueNow} />
        </Due>
      ) : (
        <p className={part('due')}>
          {dueNow.amount === 0 ? (
            say('review.nothingCovered')
          ) : (
            <Words of="review.nothingCredit" with={{ amount: <Amount value={absolute(dueNow)} /> }} />
          )}
        </p>
      )}
      <Estimate {...preview} />
      <Lines lines={lines} total={dueNow} />
      <Onward preview={preview} />
      <Zone iso={preview.effectiveAt} />
    </>
  );
}

function Scheduled({ preview }: { readonly preview: Of<'scheduled'> }) {
  const { say } = useMessages();
  const { from, to } = preview.change;
  const date = <When iso={preview.effectiveAt} />;
  return (
    <>
      <Sentence>
        {from ? (
          <Words of="review.later" with={{ plan: to.planName, current: from.planName, date }} />
        ) : (
          <Words of="review.laterNew" with={{ plan: to.planName, date }} />
        )}
      </Sentence>
      <p className={part('due')}>{say('review.nothing')}</p>
      <Onward preview={preview} />
      <Zone iso={preview.effectiveAt} />
    </>
  );
}

function AtCheckout({ preview }: { readonly preview: Of<'requires_checkout'> }) {
  const { say } = useMessages();
  const { checkoutHost, dueNow } = preview;
  const plan = preview.change.to.planName;
  return (
    <>
      <Sentence>
        {checkoutHost === null
          ? say('review.checkoutAny', { plan })
          : say('review.checkout', { plan, host: checkoutHost })}
      </Sentence>
      <Due label={say('review.dueCheckout')}>{dueNow ? <Amount value={dueNow} /> : say('review.dueUnknown')}</Due>
      <Estimate {...preview} />
      <Onward preview={preview} />
    </>
  );
}

function WithoutAmount({ preview }: { readonly preview: Of<'unavailable'> }) {
  const { say } = useMessages();
  const { change, effectiveAt } = preview;
  return (
    <>
      <Sentence>
        {effectiveAt === null ? (
          <StartsNow preview={preview} />
        ) : (
          <Words of="review.laterNew" with={{ plan: change.to.planName, date: <When iso={effectiveAt} /> }} />
        )}
      </Sentence>
      <p className={part('due')}>{say('review.noAmount')}</p>
      <Onward preview={preview} />
    </>
  );
}

function Blocked({ preview }: { readonly preview: Of<'blocked'> }) {
  const { say } = useMessages();
  const seats = preview.impact.find(isSeatImpact);
  return (
    <>
      <Sentence>
        <strong>{say('review.blocked')}</strong>
      </Sentence>
      {seats && preview.reason === 'seat_limit_exceeded' ? (
        <SeatLimitWarning impact={seats} planName={preview.change.to.planName} effectiveAt={null} />
      ) : (
        <Notice tone="warn">
          <p>{say(`blocked.${preview.reason}`)}</p>
        </Notice>
      )}
      <Recovery reason={preview.reason} url={preview.recoveryUrl} />
    </>
  );
}

/** Says what an estimate leaves out. An exact amount needs no words. */
function Estimate({ certainty, excludes }: Pick<Of<'quote'>, 'certainty' | 'excludes'>) {
  const { say } = useMessages();
  const format = useFormat();
  if (certainty === 'exact' || excludes.length === 0) return null;
  const excluded = format.list(excludes.map((what: Excluded) => say(`review.excl.${what}`)));
  return <p className={part('hint')}>{say('review.estimate', { excluded })}</p>;
}

/** Names the zone of the dates for a reader who lives in another. */
export function Zone({ iso }: { readonly iso: string }) {
  const { say } = useMessages();
  const zone = useFormat().foreignZone(iso);
  const { catalog } = useChangePlan();
  return zone !== null && catalog ? <p className={part('hint')}>{say('review.zone', { zone })}</p> : null;
}
