'use client';
import type { FlowState } from '../../core/flow/state.js';
import type { Kit } from '../kit.js';
import { useChangeAnnouncements } from '../useChangeAnnouncements.js';
import { impactGroups, type ImpactGroup } from '../words/impact.js';
import { wayOut } from '../words/recovery.js';
import { receiptRows, type Row } from '../words/rows.js';
import { workingWords, type WorkingWords } from '../words/statementWords.js';
import { statusView, type StatusView } from '../words/statusView.js';
import { actionsOf, link, type Action } from './action.js';
import { useTextKit } from './useTextKit.js';

/** A result, or the wait for one: one mark, one sentence, the facts, the next step. */
export interface OutcomeWords extends Omit<StatusView<string>, 'steps'> {
  /** The next step first; none only while the kit looks by itself, which ends. */
  readonly steps: readonly Action[];
}

/** What became of a change that was sent. */
export interface Outcome extends OutcomeWords {
  /** What was charged; null where nothing was, or where billing does not say. */
  readonly charged: { readonly label: string; readonly amount: string } | null;
  /** Why it was that much: there where exactly what was shown was charged. */
  readonly working: WorkingWords | null;
  readonly invoice: { readonly label: string; readonly number: string; readonly link: Action | null } | null;
  /** What comes next, as in the statement before. */
  readonly rows: readonly Row<string>[];
  /** What is lost, or in the way. */
  readonly impact: readonly ImpactGroup[];
  /** The way out of what was in the way. */
  readonly way: Action | null;
  /** When billing was asked last. */
  readonly lastCheck: string | null;
  /** What a customer can tell support. */
  readonly reference: { readonly label: string; readonly code: string } | null;
}

export interface UseOutcomeOptions {
  /** What a customer who is done leads to. Default: back to the plans. */
  readonly onDone?: () => void;
}

/** What became of the last change; null while there is nothing to say of one. */
export function useOutcome({ onDone }: UseOutcomeOptions = {}): Outcome | null {
  const kit = useTextKit();
  useChangeAnnouncements();
  const view = statusView(kit, kit.state, onDone ?? (() => kit.flow.acknowledge()));
  return view && { ...wordsOf(view), ...detailsOf(kit, kit.state) };
}

export function wordsOf({ steps, ...view }: StatusView<string>): OutcomeWords {
  return { ...view, steps: actionsOf(steps) };
}

type Details = Omit<Outcome, keyof OutcomeWords>;

const NOTHING: Details = {
  charged: null,
  working: null,
  invoice: null,
  rows: [],
  impact: [],
  way: null,
  lastCheck: null,
  reference: null,
};

export function detailsOf(kit: Kit<string>, state: FlowState): Details {
  const { say, format, money } = kit;
  const { lastCheck: at = null } = 'lastCheck' in state ? state : {};
  const lastCheck = at === null ? null : say('out.lastCheck', { time: format.time(at) });
  if (state.status !== 'settled') return { ...NOTHING, lastCheck };
  const { outcome } = state;
  const reference = (code: string | null) => (code === null ? null : { label: say('out.reference'), code });
  switch (outcome.status) {
    case 'applied': {
      const { amountCharged, invoice } = outcome;
      return {
        ...NOTHING,
        charged:
          amountCharged && amountCharged.amount > 0
            ? { label: say('out.charged'), amount: money(amountCharged) }
            : null,
        working: state.quote ? workingWords(kit, state.quote) : null,
        invoice: invoice?.number
          ? {
              label: say('out.invoice'),
              number: invoice.number,
              link: invoice.url ? link(invoice.number, invoice.url) : null,
            }
          : null,
        rows: receiptRows(kit, outcome),
      };
    }
    case 'scheduled':
      return {
        ...NOTHING,
        impact: impactGroups(
          say,
          format,
          outcome.impact.filter(({ severity }) => severity !== 'info'),
        ),
      };
    case 'rejected': {
      const way = wayOut(kit, outcome.reason, outcome.recoveryUrl);
      return {
        ...NOTHING,
        way: way && link(way.label, way.href),
        impact: impactGroups(
          say,
          format,
          outcome.impact.filter(({ severity }) => severity === 'block'),
        ),
        reference: reference(outcome.reference),
      };
    }
    case 'declined':
      return { ...NOTHING, reference: reference(outcome.reference) };
    case 'unknown':
      return { ...NOTHING, lastCheck, reference: reference(outcome.reference) };
    case 'processing':
      return { ...NOTHING, lastCheck };
    default:
      outcome.status satisfies 'requires_checkout' | 'requires_action' | 'pending' | 'not_changed';
      return NOTHING;
  }
}
