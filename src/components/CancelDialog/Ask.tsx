'use client';
import { useRef, type Dispatch, type RefObject, type SetStateAction } from 'react';
import type { CancelReason, Catalog } from '../../core/adapter.js';
import { canBegin } from '../../core/flow/rules.js';
import type { Subscription } from '../../core/subscription.js';
import { part } from '../../theme/parts.js';
import { DialogPanel } from '../ChangePlanDialog/DialogPanel.js';
import { ImpactList } from '../ImpactList/ImpactList.js';
import { zone } from '../ProrationPreview/Statement.js';
import { Button } from '../shared/Button.js';
import { Choice } from '../shared/Choice.js';
import { Input } from '../shared/Input.js';
import { hint } from '../shared/facts.js';
import { Notice } from '../shared/Notice.js';
import {
  LONGEST_COMMENT,
  REASONS,
  timingOf,
  wishOf,
  type CancelForm,
  type CancelTiming,
} from '../../react/words/cancelForm.js';
import type { CancelOptions } from './options.js';
import { cancelLabel, cancelSentence, endOfAccess, lossesOf } from '../../react/words/cancelTerms.js';
import { typedWord } from '../../react/words/typed.js';
import { useCancelKit } from './useCancelKit.js';
import { useId } from '../../react/useId.js';

interface AskProps extends CancelOptions {
  readonly catalog: Catalog;
  readonly held: Subscription;
  readonly form: CancelForm;
  readonly setForm: Dispatch<SetStateAction<CancelForm>>;
  readonly onClose: () => void;
}

/** The step before the yes: until when the plan stays, what ends with it, and two ways on that are equally easy. */
export function Ask(props: AskProps) {
  const { catalog, held, form, setForm, saveOffer, reasons = REASONS } = props;
  const kit = useCancelKit();
  const { say, tell, date, money, state } = kit;
  const typing = useRef<HTMLInputElement>(null);
  const plan = held.planName;
  const change = (changes: Partial<CancelForm>) => setForm((before) => ({ ...before, ...changes }));
  const timing = timingOf(form, catalog);
  const end = endOfAccess(held);
  const credit = held.creditBalance;
  const isSent = state.status === 'canceling';
  return (
    <DialogPanel
      step="ask"
      title={say('cancel.title', { plan })}
      foot={<Foot {...props} timing={timing} typing={typing} change={change} />}
    >
      {saveOffer && <Notice tone="info">{saveOffer.text}</Notice>}
      {catalog.capabilities.cancel && catalog.capabilities.cancelNow && (
        <Choice<CancelTiming>
          label={say('cancel.when')}
          options={[
            ['next_billing_date', end === null ? say('cancel.atEnd') : tell('cancel.on', { date: date(end) })],
            ['immediately', say('cancel.atOnce')],
          ]}
          value={timing}
          isOff={isSent}
          onChoose={(chosen) => change({ timing: chosen })}
        />
      )}
      <div>
        <p className={part('sentence')}>{cancelSentence(kit, held, timing)}</p>
        {zone(kit, end)}
      </div>
      <ImpactList impact={lossesOf(kit, catalog, held)} />
      {held.scheduledChange && (
        <p>
          {tell('cancel.drops', {
            plan: held.scheduledChange.planName ?? say('notice.yourPlan'),
            date: date(held.scheduledChange.effectiveAt),
          })}
        </p>
      )}
      {credit && credit.amount > 0 && <p>{tell('cancel.credit', { amount: money(credit) })}</p>}
      {reasons.length > 0 && <Reason reasons={reasons} form={form} change={change} isOff={isSent} />}
      {isTyped(props, timing) && <Typed plan={plan} form={form} change={change} field={typing} isOff={isSent} />}
    </DialogPanel>
  );
}

/** Whether the name of the plan is asked for: only what ends at once cannot be taken back. */
function isTyped({ confirmByTyping = false }: CancelOptions, timing: CancelTiming): boolean {
  return confirmByTyping && timing === 'immediately';
}

interface FieldProps {
  readonly form: CancelForm;
  readonly change: (changes: Partial<CancelForm>) => void;
  readonly isOff: boolean;
}

function Reason({ reasons, form, change, isOff }: FieldProps & { readonly reasons: readonly CancelReason[] }) {
  const { say } = useCancelKit();
  const left = LONGEST_COMMENT - form.comment.length;
  return (
    <>
      <label className={part('field')}>
        <span className={part('hint')}>{say('cancel.why')}</span>
        <select
          className={part('input')}
          value={form.reason ?? ''}
          disabled={isOff}
          onChange={({ target }) => change({ reason: reasons.find((reason) => reason === target.value) ?? null })}
        >
          <option value="">{say('cancel.noReason')}</option>
          {reasons.map((reason) => (
            <option key={reason} value={reason}>
              {say(`reason.${reason}`)}
            </option>
          ))}
        </select>
      </label>
      {form.reason !== null && (
        <label className={part('field')}>
          <span className={part('hint')}>{say('cancel.comment')}</span>
          <textarea
            className={part('input')}
            rows={3}
            maxLength={LONGEST_COMMENT}
            value={form.comment}
            disabled={isOff}
            onChange={({ target }) => change({ comment: target.value })}
          />
          {left <= 100 && hint(say('cancel.left', { count: left }))}
        </label>
      )}
    </>
  );
}

interface TypedProps extends FieldProps {
  readonly plan: string;
  readonly field: RefObject<HTMLInputElement | null>;
}

function Typed({ plan, field, form, change, isOff }: TypedProps) {
  const { say } = useCancelKit();
  const id = useId();
  return (
    <div className={part('field')}>
      <label htmlFor={`${id}i`} className={part('hint')}>
        {say('cancel.type', { plan })}
      </label>
      <Input
        ref={field}
        id={`${id}i`}
        value={form.typed}
        disabled={isOff}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={form.isMistyped}
        aria-describedby={form.isMistyped ? id : undefined}
        onChange={({ target }) => change({ typed: target.value, isMistyped: false })}
      />
      {form.isMistyped && (
        <p id={id} className={part('hint')} data-tone="danger">
          {say('cancel.mistyped', { plan })}
        </p>
      )}
    </div>
  );
}

interface FootProps extends AskProps {
  readonly timing: CancelTiming;
  readonly typing: RefObject<HTMLInputElement | null>;
  readonly change: FieldProps['change'];
}

function Foot(props: FootProps) {
  const { catalog, held, form, timing, typing, change, saveOffer, onClose } = props;
  const kit = useCancelKit();
  const { say, flow, state } = kit;
  const plan = held.planName;
  const isSent = state.status === 'canceling';
  const isFree = canBegin(state);
  const accept = () => {
    saveOffer?.onAccept();
    onClose();
  };
  const press = () => {
    if (isTyped(props, timing) && typedWord(form.typed) !== typedWord(plan)) {
      change({ isMistyped: true });
      typing.current?.focus();
    } else flow.cancel(wishOf(form, catalog));
  };
  const label = cancelLabel(kit, held, timing);
  return (
    <>
      {!isFree && !isSent && hint(say('check.conflict'))}
      <div className={part('actions')} data-equal>
        <Button aria-disabled={isSent} onClick={isSent ? undefined : saveOffer ? accept : onClose}>
          {saveOffer ? saveOffer.label : say('act.keep', { plan })}
        </Button>
        <Button aria-disabled={!isFree} data-busy={isSent} onClick={isFree ? press : undefined}>
          {isSent ? say('cancel.working') : label}
        </Button>
      </div>
    </>
  );
}
