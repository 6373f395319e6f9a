import { describe, expect, it } from 'vitest';
import { promisedAmount, withHonestLines, type PreviewOutcome } from '../../src/core/preview.js';
import { addsUp } from '../../src/core/money.js';
import {
  blockedPreviews,
  cancelOutcomes,
  cancelRejections,
  changeOutcomes,
  declines,
  errors,
  flowStates,
  impacts,
  lines,
  linkOutcomes,
  linkRejections,
  notChangedOutcomes,
  previews,
  quotes,
  readOutcomes,
  rejections,
  settledStates,
  stales,
  subscriptions,
  topUpOutcomes,
  topUpRejections,
  undoOutcomes,
  undoRejections,
} from '../states.js';

describe('the samples', () => {
  it.each([
    ['previews', previews, 'status'],
    ['blocked previews', blockedPreviews, 'reason'],
    ['outcomes', changeOutcomes, 'status'],
    ['reads', readOutcomes, 'status'],
    ['declines', declines, 'reason'],
    ['rejections', rejections, 'reason'],
    ['stale previews', stales, 'reason'],
    ['nothing changed', notChangedOutcomes, 'reason'],
    ['undo', undoOutcomes, 'status'],
    ['refused undo', undoRejections, 'reason'],
    ['cancellations', cancelOutcomes, 'status'],
    ['refused cancellations', cancelRejections, 'reason'],
    ['top-ups', topUpOutcomes, 'status'],
    ['refused top-ups', topUpRejections, 'reason'],
    ['links', linkOutcomes, 'status'],
    ['refused links', linkRejections, 'reason'],
    ['flow', flowStates, 'status'],
    ['subscriptions', subscriptions, 'status'],
    ['impacts', impacts, 'kind'],
    ['lines', lines, 'kind'],
    ['errors', errors, 'code'],
  ])('of %s stand under the name they carry', (_, samples, key) => {
    for (const [name, sample] of Object.entries(samples)) expect(sample).toHaveProperty(key, name);
  });

  it('hold a settled flow for every outcome but preview_stale', () => {
    for (const [name, state] of Object.entries(settledStates)) expect(state.outcome.status).toBe(name);
    expect(Object.keys(settledStates).sort()).toEqual(
      Object.keys(readOutcomes)
        .filter((status) => status !== 'preview_stale')
        .sort(),
    );
  });

  it('show statements whose lines add up, as a real one does', () => {
    const all: readonly PreviewOutcome[] = [...Object.values(previews), ...Object.values(quotes)];
    for (const preview of all) expect(withHonestLines(preview).honest).toBe(true);
    expect(addsUp([], quotes.withoutLines.dueNow)).toBe(false);
  });

  it('promise in an outdated preview the amount that the customer saw', () => {
    expect(stales.amount_changed.shown).toEqual(promisedAmount(previews.quote));
    expect(promisedAmount(stales.amount_changed.preview)).not.toEqual(stales.amount_changed.shown);
  });
});
