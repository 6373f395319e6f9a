import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { PlanComparison } from 'planshift';
import { aCatalog, flowStates, yearly } from 'planshift/testing';
import { show } from './stage.js';

describe('PlanComparison', () => {
  it('is a table with a caption, a column per plan and a row per feature', () => {
    show(<PlanComparison />, flowStates.choosing);
    const table = screen.getByRole('table', { name: 'Compare plans' });
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map((cell) => cell.textContent),
    ).toEqual([
      'Feature',
      'Free$0',
      'Starter$29 per monthCurrent plan',
      'Pro$99 per monthMost popular',
      'Business$299 per month',
      'EnterprisePrice on request',
    ]);
    expect(
      within(table)
        .getAllByRole('rowheader')
        .map((cell) => cell.textContent),
    ).toEqual(['Seats', 'Projects', 'Single sign-on', 'Audit log']);
  });

  it('says yes, no and how much in text', () => {
    show(<PlanComparison />, flowStates.choosing);
    const row = screen.getByRole('row', { name: /^Single sign-on/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['Not included', 'Not included', 'Included', 'Included', 'Included']);
    expect(
      within(screen.getByRole('row', { name: /^Projects/ }))
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['2', '10', '100', 'Unlimited', 'Unlimited']);
  });

  it('has its prices at the interval that is chosen', () => {
    show(<PlanComparison />, { ...flowStates.choosing, choice: { interval: yearly, selection: null } });
    expect(screen.getByRole('columnheader', { name: /^Pro/ })).toHaveTextContent('$82.50 per month$990 billed yearly');
  });

  it('marks the plan that is held and the one that is recommended', () => {
    show(<PlanComparison />, flowStates.choosing);
    expect(screen.getByRole('columnheader', { name: /^Starter/ })).toHaveAttribute('data-offer', 'current');
    expect(screen.getByRole('columnheader', { name: /^Pro/ })).toHaveAttribute('data-recommended', 'true');
  });

  it('is not there where there is nothing to compare', () => {
    show(<PlanComparison />, { ...flowStates.choosing, catalog: aCatalog({ plans: [] }) });
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });
});
