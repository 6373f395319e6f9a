'use client';
import type { StatusView } from '../../react/words/statusView.js';
import { partOf } from '../shared/partOf.js';
import type { PartProps } from '../shared/render.js';
import { drawMark, drawSteps, drawText } from './drawStatus.js';
import { StatusDetails } from './StatusDetails.js';
import { useStatusView } from './useStatusView.js';

const of =
  <Drawn,>(draw: (view: StatusView) => Drawn) =>
  (view: StatusView | null) =>
    view && draw(view);

export type OutcomeMarkProps = PartProps<HTMLSpanElement>;

/** The mark of a result, or of the wait for one: the words beside it say the same. Nothing before a change was sent. */
export const OutcomeMark = partOf<HTMLSpanElement, StatusView | null>(useStatusView, of(drawMark));

export type OutcomeTitleProps = PartProps<HTMLSpanElement>;

/** A result in one sentence, to be put into a heading of the host. Nothing before a change was sent. */
export const OutcomeTitle = partOf<HTMLSpanElement, StatusView | null>(
  useStatusView,
  of(({ title }) => <span>{title}</span>),
);

export type OutcomeTextProps = PartProps<HTMLDivElement>;

/** What a result means, with the amounts, the invoice and the last check below. Nothing before a change was sent. */
export const OutcomeText = partOf<HTMLDivElement, StatusView | null>(
  useStatusView,
  of((view) => drawText(view, <StatusDetails />)),
);

export type OutcomeActionsProps = PartProps<HTMLDivElement>;

/** The ways on from a result. Nothing while the kit looks by itself, which ends. */
export const OutcomeActions = partOf<HTMLDivElement, StatusView | null>(useStatusView, of(drawSteps));
