'use client';
import { createContext } from 'react';

export type LiveTone = 'status' | 'alert';

/** The one status region and the one alert region of a provider. */
export interface Live {
  /** Takes the regions into a part of the page; the latest part that is still there has them. */
  readonly attach: (host: HTMLElement) => () => void;
  readonly tell: (tone: LiveTone, text: string) => void;
  /** Joins those who could tell of a change. */
  readonly join: (teller: object) => () => void;
  /** Whether a teller is the one who does, so that everything is said once. */
  readonly leads: (teller: object) => boolean;
}

/** Where everything is said. Without one nothing is: hooks then hand their words to whoever draws. */
export const LiveContext = createContext<Live>({
  attach: () => () => {},
  tell: () => {},
  join: () => () => {},
  leads: () => false,
});

/** Screen readers need a region to stand, and to stand empty, before its text comes. */
export const SETTLE_MS = 100;
