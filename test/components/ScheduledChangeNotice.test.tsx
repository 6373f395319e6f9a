import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { ChangePlanDialog, ScheduledChangeNotice } from 'planshift';
import { createSandbox } from 'planshift/sandbox';
import {
  aCatalog,
  aProSubscription,
  aScheduledChange,
  flowStates,
  heldSubscriptions,
  someCapabilities,
} from 'planshift/testing';
import type { ScheduledChange } from '../../src/core/subscription.js';
import { show, showLive } from './stage.js';

function notice(changes: Partial<ScheduledChange>, able: Parameters<typeof someCapabilities>[0] = {}) {
  const scheduledChange = aScheduledChange(changes);
  const subscription = aProSubscription({ scheduledChange });
  const catalog = aCatalog({ subscription, capabilities: someCapabilities(able) });
  const shown = show(<ScheduledChangeNotice />, {
    status: 'choosing',
    catalog,
    choice: { interval: null, selection: null },
  });
  return { ...shown, scheduledChange };
}

describe('a scheduled change on the page', () => {
  it('can be taken back where this very change can be, whatever other changes of the system can', () => {
    const { flow, scheduledChange } = notice({ undoable: true }, { undoScheduledChange: false });
    screen.getByRole('button', { name: 'Keep Pro' }).click();
    expect(flow.calls).toEqual([['undo', scheduledChange]]);
  });

  it('has no button that cannot work', () => {
    notice({ undoable: false, replaceable: false });
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('says until when is paid, where days of grace lie before the change', () => {
    notice({ paidUntil: '2026-05-01T00:00:00.000Z', effectiveAt: '2026-05-04T00:00:00.000Z' });
    expect(screen.getByText(/Your paid time ends on/).textContent).toBe(
      'Your paid time ends on May 1, 2026. From then until May 4, 2026 you keep access and can still pay.',
    );
  });

  it('says nothing of grace where there is none', () => {
    notice({ paidUntil: null });
    expect(screen.queryByText(/Your paid time/)).toBeNull();
  });
});

describe('an end that is set for a date', () => {
  const ending = (held: keyof typeof heldSubscriptions, able: Parameters<typeof someCapabilities>[0] = {}) =>
    show(<ScheduledChangeNotice />, {
      ...flowStates.choosing,
      catalog: aCatalog({ subscription: heldSubscriptions[held], capabilities: someCapabilities(able) }),
    });

  it('can be taken back', () => {
    const { flow } = ending('ending');
    screen.getByRole('button', { name: 'Keep the subscription' }).click();
    expect(flow.calls).toMatchObject([['undo', { id: 'sub_harbor', planId: null }]]);
  });

  it.each([
    ['this one is final', 'endingForGood', {}],
    ['billing has no way back', 'ending', { resume: false }],
  ] as const)('says so where %s', (_, held, able) => {
    ending(held, able);
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByText('This change cannot be taken back here.')).toBeVisible();
  });
});

describe('another plan in the place of a scheduled one', () => {
  it('is told in words where the plans stand on the page', () => {
    notice({});
    expect(screen.getByText(/You can choose another plan below/)).toBeVisible();
  });

  it('has no button where billing cannot replace it', () => {
    const { flow } = show(<ScheduledChangeNotice onReplace={() => {}} />, {
      ...flowStates.choosing,
      catalog: aCatalog({
        subscription: aProSubscription({ scheduledChange: aScheduledChange() }),
        capabilities: someCapabilities({ replaceScheduledChange: false }),
      }),
    });
    expect(screen.queryByRole('button', { name: 'Choose another plan' })).toBeNull();
    expect(flow.calls).toEqual([]);
  });

  it('is chosen from the notice in the dialog, and takes its place', async () => {
    const sandbox = createSandbox();
    const held = () =>
      sandbox.control.state().subscriptions.find(({ id }) => id === sandbox.demo.subscriptionId)?.scheduled;
    showLive(<Page />, sandbox.adapter(sandbox.demo));
    const choose = async (plan: RegExp) => {
      await userEvent.click(await screen.findByRole('radio', { name: plan }));
      await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
      const schedule = await screen.findByRole('button', { name: /^Schedule/ });
      for (const box of screen.queryAllByRole('checkbox')) await userEvent.click(box);
      await userEvent.click(schedule);
      await screen.findByRole('heading', { name: /^Your plan will change to/ });
      await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    };
    await userEvent.click(await screen.findByRole('button', { name: 'Plans' }));
    await choose(/^Starter/);
    const first = held();
    expect(first).not.toBeNull();
    await userEvent.click(await screen.findByRole('button', { name: 'Choose another plan' }));
    await choose(/^Free/);
    expect(held()).not.toEqual(first);
    expect(await screen.findByText(/^Your plan changes to Free/)).toBeVisible();
  }, 60_000);
});

/** A page that shows the plans in the dialog only. */
function Page() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Plans
      </button>
      <ScheduledChangeNotice onReplace={() => setOpen(true)} />
      <ChangePlanDialog open={isOpen} onOpenChange={setOpen} withPicker />
    </>
  );
}
