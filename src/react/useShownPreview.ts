'use client';
import { useState } from 'react';
import { previewOf, type FlowState } from '../core/flow/state.js';
import type { PreviewOutcome } from '../core/preview.js';

/** The preview on the screen: while another is worked out, the last one stays. */
export function useShownPreview(state: FlowState): PreviewOutcome | null {
  const preview = previewOf(state);
  const [last, setLast] = useState<PreviewOutcome | null>(null);
  if (preview !== null && preview !== last) setLast(preview);
  return preview ?? (state.status === 'previewing' ? last : null);
}
