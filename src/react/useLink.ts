'use client';
import { useContext, useState } from 'react';
import type { LinkPurpose } from '../core/adapter.js';
import { linking, type LinkResult } from '../core/flow/linking.js';
import { linksEn } from '../locale/en/links.js';
import { plansEn } from '../locale/en/plans.js';
import { createSay, type Say } from '../locale/words.js';
import { useScope } from './context.js';
import { LiveContext } from './live.js';

const words = { ...plansEn, ...linksEn };
type LinkSay = Say<keyof typeof words>;

export interface Link {
  readonly say: LinkSay;
  readonly isOpening: boolean;
  /** Why it did not open, in words. */
  readonly failure: string | null;
  readonly open: () => void;
}

/** A link that is made when it is asked for, and followed at once. */
export function useLink(purpose: LinkPurpose): Link {
  const { flow, given, format } = useScope();
  const { tell } = useContext(LiveContext);
  const [result, setResult] = useState<LinkResult | 'opening' | null>(null);
  const say = createSay(words, given, format);
  const able = 'with' in flow ? flow.with(linking) : flow;
  async function open(): Promise<void> {
    setResult('opening');
    const answer = await able.openLink(purpose);
    setResult(answer);
    const failure = failureOf(say, answer);
    if (failure !== null) tell('alert', failure);
  }
  const isOpening = result === 'opening';
  return {
    say,
    isOpening,
    failure: result === null || isOpening ? null : failureOf(say, result),
    open: () => void open(),
  };
}

function failureOf(say: LinkSay, result: LinkResult): string | null {
  switch (result.status) {
    case 'leaving':
      return null;
    case 'rejected':
      return say('link.unavailable');
    case 'failed':
      return result.error.code === 'not_allowed' ? say('link.unavailable') : say(`error.${result.error.code}`);
  }
}
