import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ScheduledChangeNotice } from 'planshift';
import { aCatalog, aProSubscription, aScheduledChange, someCapabilities } from 'planshift/testing';
import type { ScheduledChange } from '../../src/core/subscription.js';
import { show } from './stage.js';

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
