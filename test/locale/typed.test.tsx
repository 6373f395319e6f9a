import { fireEvent, render, screen } from '@testing-library/react';
import { CancelDialog, ChangePlanProvider } from 'planshift';
import { ar } from 'planshift/locales/ar';
import { aCatalog, aProSubscription } from 'planshift/testing';
import { expect, it } from 'vitest';
import { stillFlow } from '../components/stage.js';
import { flowStates } from '../states.js';

it('a name that was copied from an Arabic sentence, with the marks that keep it apart there, is that name', () => {
  const catalog = aCatalog({ subscription: aProSubscription() });
  const flow = stillFlow({ ...flowStates.choosing, catalog });
  render(
    <ChangePlanProvider flow={flow} language={ar} timeZone="UTC">
      <CancelDialog open confirmByTyping />
    </ChangePlanProvider>,
  );
  fireEvent.click(screen.getByRole('radio', { name: ar.messages['cancel.atOnce'] }));
  const field = screen.getByRole('textbox', { name: /\u2068Pro\u2069/ });
  const [, copied = ''] = /(\u2068Pro\u2069)/.exec(field.parentElement?.textContent ?? '') ?? [];
  expect(copied).toHaveLength(5);
  fireEvent.change(field, { target: { value: ` ${copied}` } });
  fireEvent.click(screen.getByRole('button', { name: /\u2068Pro\u2069 الآن|الآن/ }));
  expect(flow.calls.map(([name]) => name)).toEqual(['cancel']);
});
