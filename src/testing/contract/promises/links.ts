import type { LinkPurpose } from '../../../core/adapter.js';
import { mayBeVisited } from '../links.js';
import type { AdapterPromise } from '../promise.js';
import { say } from '../say.js';
import type { Stage } from '../stage.js';

async function leads(stage: Stage, purpose: LinkPurpose): Promise<void> {
  const before = await stage.subscription();
  const outcome = await stage.adapter.createLink?.({ purpose, returnTo: null }, stage.signal);
  say(outcome !== undefined, 'The adapter has no createLink.');
  say(outcome.status === 'ready', `The link is "${outcome.status}" and not ready.`);
  await mayBeVisited(stage, outcome.url, 'The link');
  await stage.unchangedSince(before, 'A link was made');
  await stage.nothingCharged('A link was made');
}

/** Links to the billing system's own pages, made when they are asked for. */
export const linkPromises: readonly AdapterPromise[] = [
  {
    title: 'makes a link to the customer pages on an allowed origin, and changes nothing by it',
    scenario: 'upgrade',
    proves: ['portal'],
    keep: (stage) => leads(stage, 'portal'),
  },
  {
    title: 'makes a link on an allowed origin to where an overdue payment is put right, and changes nothing by it',
    scenario: 'past_due',
    proves: ['recoveryLink'],
    keep: (stage) => leads(stage, 'recovery'),
  },
];
