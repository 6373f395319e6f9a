'use client';
import { useEffect } from 'react';
import type { Impact } from '../../core/impact.js';
import type { PreviewOutcome } from '../../core/preview.js';
import type { Kit } from '../kit.js';
import { useRemedies, type Remedies } from '../remedies.js';
import { isGiven, TICKED, type Asks } from '../useAsks.js';
import { useChangeAnnouncements } from '../useChangeAnnouncements.js';
import { useReviewed } from '../useReviewed.js';
import { endWords, type Ask, type AskOptions } from '../words/asks.js';
import type { InReview } from '../words/dialogStep.js';
import { impactGroups, type ImpactGroup } from '../words/impact.js';
import { wayOut } from '../words/recovery.js';
import { isSeatImpact, seatWords } from '../words/seats.js';
import { askedWords, failedWords } from '../words/statement.js';
import { statementWords, type StatementWords } from '../words/statementWords.js';
import type { Tone } from '../words/statusView.js';
import { timingChoice, type Timing } from '../words/timing.js';
import { button, link, type Action } from './action.js';
import {
  buttonOf,
  inputProps,
  linkProps,
  partProps,
  type ButtonGetter,
  type InputGetter,
  type LinkGetter,
  type PartGetter,
} from './props.js';
import { useFocusable } from './useFocusable.js';
import { useTextKit } from './useTextKit.js';
import { useId } from '../useId.js';

/** Something the customer says yes to by an act of its own: a box, or a word to type. */
export interface AskPart {
  readonly key: string;
  readonly text: string;
  /** "Type Pro to confirm." where a word is typed; null where a box is ticked. */
  readonly typing: string | null;
  /** What is missing, after the button was pressed without it. */
  readonly error: string | null;
  /** For an `input` inside of a `label` with the text. */
  readonly getInputProps: InputGetter;
  /** For what holds the error. */
  readonly getErrorProps: PartGetter;
}

/** Now or at renewal. */
export interface TimingOptions {
  readonly label: string;
  readonly options: readonly {
    readonly timing: Timing;
    readonly label: string;
    readonly isChosen: boolean;
    readonly getInputProps: InputGetter;
  }[];
  /** That the other one cannot be had. */
  readonly hint: string | null;
  readonly getGroupProps: PartGetter;
}

export interface UseReviewOptions extends AskOptions {
  /** Links to where a customer can do something about what a change takes away or is stopped by. Default: none. */
  readonly remedies?: Remedies;
  /** Leads back. Default: to the plans. */
  readonly onBack?: () => void;
}

/** What a change brings or takes away, each with the way to where something can be done about it. */
export interface ReviewImpact extends Omit<ImpactGroup, 'items'> {
  readonly items: readonly (ImpactGroup['items'][number] & { readonly way: Action | null })[];
}

/** The step before the yes: what happens, what it costs, what is lost, and the button that says both. */
export interface Review {
  readonly title: string;
  /** "Pro, monthly"; null for a first plan. */
  readonly from: string | null;
  /** Null before the first price has come. */
  readonly to: string | null;
  /** The word between both, for those who do not see an arrow. */
  readonly toWord: string;
  /** That the figures are worked out, or worked out again; then the old ones are no longer true. Null when they are. */
  readonly updating: string | null;
  /** For what stands around the figures: not read out while they are outdated. */
  readonly getFiguresProps: PartGetter;
  /** Why the customer is asked again. It takes focus, so that nobody confirms what they have not read. */
  readonly asked: {
    readonly tone: Tone;
    readonly text: string;
    readonly reference: { readonly label: string; readonly code: string } | null;
    readonly getProps: PartGetter;
  } | null;
  /** There is no price. */
  readonly failure: { readonly title: string; readonly text: string; readonly retry: Action } | null;
  /** Something is in the way. */
  readonly blocked: { readonly title: string; readonly text: string; readonly way: Action | null } | null;
  /** What it costs and when. Null where there is no price, or something is in the way. */
  readonly statement: StatementWords | null;
  /** More people than the plan has room for. */
  readonly seats: { readonly title: string; readonly text: string; readonly way: Action | null } | null;
  readonly impactTitle: string;
  readonly impact: readonly ReviewImpact[];
  /** Null where billing decides. */
  readonly timing: TimingOptions | null;
  readonly asks: readonly AskPart[];
  /** More than one thing that is missing, after the button was pressed: its heading takes focus, each item leads to its field. */
  readonly problems: {
    readonly title: string;
    readonly items: readonly { readonly key: string; readonly text: string; readonly getProps: LinkGetter }[];
    readonly getTitleProps: PartGetter;
  } | null;
  /** What renews and how that is stopped, for right beside the button, or beside the asks with `consent.disclosure`. */
  readonly terms: readonly string[];
  /** That the button leads to another page, that it takes longer, or that there is nothing to confirm. */
  readonly hint: string | null;
  readonly back: Action;
  /** Null where nothing can be confirmed. `isBusy`: it was sent. */
  readonly confirm: { readonly label: string; readonly isBusy: boolean; readonly getButtonProps: ButtonGetter } | null;
}

/** The review of the change that is chosen; null while none is reviewed. */
export function useReview(options: UseReviewOptions = {}): Review | null {
  const kit = useTextKit();
  const { say, state, flow, catalog } = kit;
  useChangeAnnouncements();
  const reviewed = useReviewed(kit, options);
  const remedyOf = useRemedies(options.remedies);
  const id = useId();
  const [box, summary] = [useFocusable(), useFocusable()];
  const asked = state.status === 'reviewing' ? askedWords(kit, state) : null;
  useEffect(() => {
    if (asked !== null) box.focus();
  }, [asked, box]);
  const tries = reviewed?.asks.tries ?? 0;
  useEffect(() => {
    if (tries > 0) summary.focus();
  }, [tries, summary]);
  if (reviewed === null || catalog === null) return null;
  const { preview, asks } = reviewed;
  const isUpdating = reviewed.state.status === 'previewing';
  const shown = reviewed.state.status === 'preview_failed' ? null : preview;
  const plain = shown && shown.status !== 'blocked' ? shown : null;
  const seats = shown?.impact.find(isSeatImpact);
  const ends = shown?.change;
  const way = (item: Impact) => {
    const remedy = remedyOf(item);
    return remedy && link(remedy.label, remedy.href);
  };
  return {
    title: say('review.title'),
    from: ends?.from ? endWords(kit, ends.from) : null,
    to: ends ? endWords(kit, ends.to) : null,
    toWord: say('review.to'),
    updating: isUpdating ? say(shown ? 'review.updating' : 'review.busy') : null,
    getFiguresProps: partProps({ 'aria-hidden': isUpdating || undefined, ref: (node) => setInert(node, isUpdating) }),
    asked:
      asked === null || state.status !== 'reviewing'
        ? null
        : {
            tone: state.stale === null ? 'danger' : 'warn',
            text: asked,
            reference: state.error?.reference ? { label: say('out.reference'), code: state.error.reference } : null,
            getProps: partProps({ tabIndex: -1, ref: box.hold }),
          },
    failure:
      state.status === 'preview_failed'
        ? {
            title: failedWords(kit),
            text: say(`error.${state.error.code}`),
            retry: button(say('act.retry'), () => flow.review()),
          }
        : null,
    blocked: shown?.status === 'blocked' ? blockedOf(kit, shown) : null,
    statement: plain && statementWords(kit, plain),
    seats:
      shown && seats && (plain || (shown.status === 'blocked' && shown.reason === 'seat_limit_exceeded'))
        ? {
            ...seatWords(
              kit,
              seats,
              shown.change.to.planName,
              plain?.status === 'scheduled' ? plain.effectiveAt : null,
            ),
            way: way(seats),
          }
        : null,
    impactTitle: say('review.changes'),
    impact: plain
      ? impactGroups(
          say,
          kit.format,
          plain.impact.filter((item) => item !== seats),
        ).map((group) => ({ ...group, items: group.items.map((item) => ({ ...item, way: way(item.impact) })) }))
      : [],
    timing: timingOptions(kit, reviewed.state, preview, id),
    asks: asks.list.map((ask, index) => askPart(kit, ask, asks, `${id}${index}`)),
    problems:
      asks.problems.length === 0
        ? null
        : {
            title: say('review.missing'),
            items: asks.problems.map(({ key, text, field }) => ({
              key,
              text,
              getProps: linkProps({
                href: `#${field?.id}`,
                onClick: (event) => {
                  // The address belongs to the host's router.
                  event.preventDefault();
                  field?.focus();
                },
              }),
            })),
            getTitleProps: partProps({ tabIndex: -1, ref: summary.hold }),
          },
    terms: reviewed.terms,
    hint: reviewed.hint,
    back: button(reviewed.backWords, reviewed.isSent ? null : (options.onBack ?? (() => flow.leaveReview()))),
    confirm:
      reviewed.confirmWords === null
        ? null
        : {
            label: reviewed.confirmWords,
            isBusy: reviewed.isSent,
            getButtonProps: buttonOf(reviewed.confirm, { 'aria-busy': isUpdating || undefined }),
          },
  };
}

function blockedOf(kit: Kit<string>, preview: Extract<PreviewOutcome, { status: 'blocked' }>): Review['blocked'] {
  const { reason, recoveryUrl } = preview;
  const way = wayOut(kit, reason, recoveryUrl);
  return {
    title: kit.say('review.blocked'),
    text: kit.say(`blocked.${reason}`),
    way: way && link(way.label, way.href),
  };
}

function askPart({ say }: Kit<string>, ask: Ask, asks: Asks, id: string): AskPart {
  const { key, text, word } = ask;
  const isMissed = asks.isMissed(ask);
  const value = asks.valueOf(ask);
  const shared = {
    id: `${id}i`,
    ref: (node: HTMLInputElement | null) => asks.hold(ask, node),
    'aria-invalid': isMissed,
    'aria-describedby': isMissed ? id : undefined,
  };
  return {
    key,
    text,
    typing: word === null ? null : say('review.type', { word }),
    error: isMissed ? (word === null ? say('review.tick') : say('review.mistyped', { word })) : null,
    getInputProps:
      word === null
        ? inputProps({
            ...shared,
            type: 'checkbox',
            checked: isGiven(ask, value),
            onChange: ({ target }) => asks.enter(ask, target.checked ? TICKED : ''),
          })
        : inputProps({
            ...shared,
            type: 'text',
            autoComplete: 'off',
            autoCapitalize: 'off',
            spellCheck: false,
            value,
            onChange: ({ target }) => asks.enter(ask, target.value),
          }),
    getErrorProps: partProps({ id }),
  };
}

const TIMINGS: readonly Timing[] = ['immediately', 'next_billing_date'];

function timingOptions(
  { say, flow }: Kit<string>,
  state: InReview,
  preview: PreviewOutcome | null,
  id: string,
): TimingOptions | null {
  const { catalog, selection } = state;
  const choice = timingChoice(catalog, selection, preview, state);
  if (choice === null) return null;
  const { holds, isRefused } = choice;
  const label = say('timing.label');
  return {
    label,
    options: TIMINGS.map((timing) => ({
      timing,
      label: say(`timing.${timing}`),
      isChosen: holds === timing,
      getInputProps: inputProps({
        type: 'radio',
        name: `${id}t`,
        value: timing,
        checked: holds === timing,
        disabled: state.status === 'confirming',
        onChange: () => flow.choosePrice({ ...selection, effectiveAt: timing }),
      }),
    })),
    hint: isRefused && holds !== null ? say(`timing.only.${holds}`) : null,
    getGroupProps: partProps({ role: 'radiogroup', 'aria-label': label }),
  };
}

// React 18 and 19 write this attribute differently.
function setInert(node: HTMLElement | null, isInert: boolean): void {
  node?.toggleAttribute('inert', isInert);
}
