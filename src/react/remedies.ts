'use client';
import { createContext, useContext } from 'react';
import type { Impact } from '../core/impact.js';

/** A page of the host where something can be put right before a change, such as "Manage members". */
export interface Remedy {
  /** A path of the host, or an `http:`, `https:` or `mailto:` address. Anything else is not made a link. */
  readonly href: string;
  /** In the reader's language. */
  readonly label: string;
}

/**
 * Per id of a feature, for where it is lost, at risk or over its limit; or worked out for whatever a change does, null where
 * nothing can be done.
 */
export type Remedies = Readonly<Record<string, Remedy>> | ((impact: Impact) => Remedy | null);

export const RemediesContext = createContext<Remedies>({});

/** What can be done about one effect of a change, by the remedies given or those of the view around. */
export function useRemedies(given: Remedies | undefined): (impact: Impact) => Remedy | null {
  const around = useContext(RemediesContext);
  const remedies = given ?? around;
  if (typeof remedies === 'function') return remedies;
  return (impact) => {
    // What is gained, or lowered to what is not reached, needs none.
    const isOpen = 'used' in impact || impact.kind === 'feature_lost' || impact.kind === 'data_at_risk';
    return isOpen && Object.hasOwn(remedies, impact.featureId) ? (remedies[impact.featureId] ?? null) : null;
  };
}
