import { act } from '@testing-library/react';
import type { ReactElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { ChangePlanProvider, PlanPicker } from 'planshift';
import { expect, it } from 'vitest';
import { stillFlow } from '../components/stage.js';
import { flowStates } from '../states.js';

function hydrated(tree: ReactElement): HTMLElement {
  const place = document.createElement('div');
  document.body.append(place);
  place.innerHTML = renderToString(tree);
  act(() => void hydrateRoot(place, tree));
  return place;
}

it('has no id on the page that another one begins with: what is added to one can never make the other', () => {
  const flow = stillFlow(flowStates.loading);
  const ids = Array.from({ length: 60 }, () => {
    const place = hydrated(
      <ChangePlanProvider flow={flow}>
        <PlanPicker />
      </ChangePlanProvider>,
    );
    return place.querySelector('[id]')?.id ?? '';
  });
  expect(new Set(ids).size).toBe(60);
  const sorted = ids.toSorted();
  expect(sorted.filter((id, index) => index > 0 && id.startsWith(sorted[index - 1] ?? ''))).toEqual([]);
});
