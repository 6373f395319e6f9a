import { cleanup, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { PlanPicker } from 'planshift';
import { presentPlans } from 'planshift/core';
import { aCatalog, aPlan, flowStates } from 'planshift/testing';
import { loadCases } from '../cases.js';
import { show } from './stage.js';

// The repository's own file, or one of the same shape.
const { planNameStrings } = loadCases('security') as {
  readonly planNameStrings: { readonly values: readonly string[] };
};

it('shows the name of a plan as text and nothing else, whatever a provider calls it', () => {
  let ran = 0;
  for (const name of planNameStrings.values) {
    const plans = presentPlans([aPlan({ id: 'plan_odd', name })], null, 'en');
    const { container } = show(<PlanPicker />, {
      ...flowStates.choosing,
      catalog: aCatalog({ plans, subscription: null }),
    });
    const shown = name.trim().replace(/^[\p{Z}\p{C}]*$/u, 'plan_odd');
    const heading = screen.getByRole('heading', { level: 3 });
    expect(heading.querySelector('bdi')?.textContent).toBe(shown);
    expect(
      container.querySelectorAll('img, script, style, iframe, a[href^="javascript"], [onerror], [onmouseover]'),
    ).toHaveLength(0);
    cleanup();
    ran += 1;
  }
  console.log(`security planNameStrings: ${ran} ran, 0 skipped`);
  expect(ran).toBeGreaterThan(0);
});

it('keeps a name within bounds', () => {
  const [plan] = presentPlans([aPlan({ name: 'Pro '.repeat(500) })], null, 'en');
  expect(plan?.name.length).toBeLessThanOrEqual(120);
});
