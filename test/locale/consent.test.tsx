import { render, screen } from '@testing-library/react';
import { ChangePlanDialog, ChangePlanProvider, createConsent, euConsent } from 'planshift';
import { de } from 'planshift/locales/de';
import { pt } from 'planshift/locales/pt';
import { describe, expect, it } from 'vitest';
import { stillFlow } from '../components/stage.js';
import { flowStates } from '../states.js';

const consent = createConsent(euConsent);

describe('the consent of the European Union', () => {
  it.each([
    [de, /^Pro für 84,50\u00a0\$ zahlungspflichtig bestellen$/],
    [pt, /^Encomenda com obrigação de pagar: 84,50\u00a0US\$ por Pro$/],
  ])('is in the words that the directive has in the language of the screen', (language, name) => {
    render(
      <ChangePlanProvider flow={stillFlow(flowStates.reviewing)} language={language} timeZone="UTC">
        <ChangePlanDialog open consent={consent} />
      </ChangePlanProvider>,
    );
    expect(screen.getByRole('button', { name })).toBeEnabled();
  });

  it('names plan and amount in each of its languages', () => {
    for (const [tag, { pay, payLater }] of Object.entries(euConsent.words)) {
      expect([tag, pay]).toEqual([tag, expect.stringMatching(/(?=.*\{plan\})(?=.*\{amount\})/)]);
      expect([tag, payLater]).toEqual([tag, expect.stringMatching(/^[^{]*\{plan\}[^{]*$/)]);
    }
  });
});
