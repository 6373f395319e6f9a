import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import {
  ChangePlanProvider,
  useChangePlanDialog,
  useCheckoutReturn,
  usePlanComparison,
  usePlanPicker,
  useReview,
  type Action,
  type Remedies,
} from 'planshift/headless';
import { CheckoutReturn, ChangePlanProvider as StyledProvider, PlanComparison, type FlowState } from 'planshift';
import { aQuote, aScheduledPreview, everyState, flowStates, impacts } from 'planshift/testing';
import { stillFlow } from '../components/stage.js';

function draw(ui: ReactNode, state: FlowState) {
  const flow = stillFlow(state);
  const shown = render(
    <ChangePlanProvider flow={flow} timeZone="UTC">
      {ui}
    </ChangePlanProvider>,
  );
  return { ...shown, flow };
}

function Act({ action }: { readonly action: Action }) {
  if (action.kind === 'link') return <a {...action.getProps()}>{action.label}</a>;
  return <button {...action.getProps()}>{action.label}</button>;
}

const press = (name: RegExp | string) => userEvent.click(screen.getByRole('button', { name }));

describe('the dialog without markup, with the plans in it', () => {
  interface DialogProps {
    readonly isControlled?: boolean;
    readonly defaultOpen?: boolean;
  }

  function Dialog({ isControlled = false, defaultOpen }: DialogProps) {
    const [isOpen, setOpen] = useState(false);
    const dialog = useChangePlanDialog({
      withPicker: true,
      onOpenChange: setOpen,
      ...(defaultOpen && { defaultOpen }),
      ...(isControlled && { open: isOpen }),
    });
    const picker = usePlanPicker({ mode: 'choose' });
    return (
      <>
        <button onClick={dialog.open}>Change</button>
        <output>{isOpen ? 'told that it is open' : 'told that it is closed'}</output>
        <dialog {...dialog.getDialogProps()}>
          {dialog.isOpen && (
            <>
              <h2 {...dialog.getTitleProps()}>{dialog.step === 'choose' ? dialog.title : dialog.step}</h2>
              {dialog.step === 'choose' &&
                picker.plans.map(({ plan, getRadioProps, getNameProps }) => (
                  <label key={plan.id}>
                    {getRadioProps && <input {...getRadioProps()} />} <span {...getNameProps()}>{plan.name}</span>
                  </label>
                ))}
              <Act action={dialog.cancel} />
              <Act action={dialog.next} />
            </>
          )}
        </dialog>
      </>
    );
  }

  it.each([false, true])(
    'opens with the plans, goes on once one is chosen, and closes (controlled: %s)',
    async (isControlled) => {
      const { flow } = draw(<Dialog isControlled={isControlled} />, flowStates.choosing);
      expect(screen.queryByRole('dialog')).toBeNull();
      await press('Change');
      expect(screen.getByRole('dialog', { name: 'Change your plan' })).toBeInTheDocument();
      expect(screen.getByRole('heading', { name: 'Change your plan' })).toHaveFocus();
      expect(screen.getByText('told that it is open')).toBeInTheDocument();
      expect(screen.getByRole('button', { name: 'Continue' })).toHaveAttribute('aria-disabled', 'true');
      await press('Continue');
      expect(flow.calls).toEqual([]);
      await userEvent.click(screen.getByRole('radio', { name: 'Pro' }));
      const selection = { priceId: 'price_pro_monthly' };
      expect(flow.calls).toEqual([['choosePrice', selection]]);
      act(() => flow.move({ ...flowStates.choosing, choice: { ...flowStates.choosing.choice, selection } }));
      await press('Continue');
      expect(flow.calls.at(-1)).toEqual(['review']);
      act(() => flow.move(flowStates.reviewing));
      expect(screen.getByRole('heading', { name: 'review' })).toHaveFocus();
      act(() => flow.move(flowStates.choosing));
      await press('Cancel');
      expect(screen.queryByRole('dialog')).toBeNull();
      expect(screen.getByText('told that it is closed')).toBeInTheDocument();
    },
  );

  it('can be open at first', () => {
    draw(<Dialog defaultOpen />, flowStates.choosing);
    expect(screen.getByRole('dialog', { name: 'Change your plan' })).toBeInTheDocument();
  });
});

describe('the return from a checkout without markup', () => {
  function Return() {
    const view = useCheckoutReturn({ plansUrl: '/plans' });
    return (
      view && (
        <section aria-label="return">
          <h1>{view.title}</h1>
          {view.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {view.charged && <p>{view.charged.amount}</p>}
          {view.steps.map((action) => (
            <Act key={action.label} action={action} />
          ))}
        </section>
      )
    );
  }

  const told = (region: HTMLElement | null) => {
    if (region === null) return null;
    const words = [...region.querySelectorAll('h1, h1 ~ p, .ps-outcome-text > p:not(.ps-hint)')];
    const steps = [...region.querySelectorAll<HTMLElement>('section > button, section > a, .ps-actions > *')];
    return {
      title: region.querySelector('h1')?.textContent,
      hasWords: words.length > 0,
      steps: steps.map((step) => step.textContent),
    };
  };

  it.each(everyState)('says at %s what the screen of the kit says', (_, state) => {
    const { container, unmount } = draw(<Return />, state);
    const own = told(container.querySelector('section'));
    unmount();
    const kit = render(
      <StyledProvider flow={stillFlow(state)} timeZone="UTC">
        <CheckoutReturn plansUrl="/plans" />
      </StyledProvider>,
    ).container.querySelector<HTMLElement>('.ps-outcome');
    // In a review the dialog of the kit says it.
    expect(own).toEqual(told(kit));
  });

  it('leads to the plans, and begins a payment again that did not happen', async () => {
    const found = everyState.find(
      ([, state]) =>
        state.status === 'settled' && state.outcome.status === 'not_changed' && state.outcome.reason === 'declined',
    );
    if (!found) throw new Error('No payment that was declined.');
    const { flow } = draw(<Return />, found[1]);
    expect(screen.getByRole('link')).toHaveAttribute('href', '/plans');
    await userEvent.click(screen.getByRole('button'));
    expect(flow.calls[0]?.[0]).toBe('review');
  });
});

describe('the comparison without markup', () => {
  function Compared() {
    const table = usePlanComparison();
    return (
      table && (
        <table>
          <caption>{table.title}</caption>
          <thead>
            <tr>
              <th scope="col">{table.featureLabel}</th>
              {table.plans.map(({ plan, words }) => (
                <th key={plan.id} scope="col">
                  <bdi>{plan.name}</bdi>
                  {[words.price, words.per].filter(Boolean).join(' ')}
                  {words.billed}
                  {words.intro}
                  {words.badge}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ id, name, cells }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                {cells.map((cell, index) => (
                  <td key={index}>{cell.value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
    );
  }

  const cellsOf = (container: HTMLElement) =>
    [...container.querySelectorAll('th, td')].map(({ textContent }) => textContent);

  it('has every cell of the kit’s own table', () => {
    const { container, unmount } = draw(<Compared />, flowStates.choosing);
    const own = cellsOf(container);
    expect(own.length).toBeGreaterThan(10);
    expect(screen.getByRole('table', { name: /./ })).toBeInTheDocument();
    unmount();
    const kit = render(
      <StyledProvider flow={stillFlow(flowStates.choosing)} timeZone="UTC">
        <PlanComparison />
      </StyledProvider>,
    );
    expect(own).toEqual(cellsOf(kit.container));
  });

  it('is nothing where there is nothing to compare', () => {
    const { container } = draw(<Compared />, flowStates.loading);
    expect(container).toBeEmptyDOMElement();
  });
});

describe('a review without markup', () => {
  function Reviewed({ remedies, typed = false }: { readonly remedies?: Remedies; readonly typed?: boolean }) {
    const review = useReview({ typedConfirmation: typed, ...(remedies && { remedies }) });
    return (
      review && (
        <>
          {review.seats?.way && <Act action={review.seats.way} />}
          {review.impact.map(({ group, title, items }) => (
            <ul key={group} aria-label={title}>
              {items.map(({ text, way }) => (
                <li key={text}>
                  {text} {way && <Act action={way} />}
                </li>
              ))}
            </ul>
          ))}
          {review.asks.map((ask) => (
            <label key={ask.key}>
              <input {...ask.getInputProps()} /> {ask.text}
            </label>
          ))}
          {review.confirm && <button {...review.confirm.getButtonProps()}>{review.confirm.label}</button>}
        </>
      )
    );
  }

  const losing = {
    ...flowStates.reviewing,
    preview: aScheduledPreview({ impact: [impacts.seats_exceeded, impacts.feature_lost] }),
  };

  it('leads to where something can be done about what is lost, and about seats', () => {
    const remedies: Remedies = (impact) =>
      impact.kind === 'seats_exceeded'
        ? { href: '/team', label: 'Manage members' }
        : { href: 'javascript:alert(1)', label: 'Bad' };
    draw(<Reviewed remedies={remedies} />, losing);
    expect(screen.getByRole('link', { name: 'Manage members' })).toHaveAttribute('href', '/team');
    expect(screen.queryByText('Bad')).toBeNull();
  });

  it('finds a remedy by the feature that is lost', () => {
    const { featureId } = { featureId: 'none', ...impacts.feature_lost };
    draw(<Reviewed remedies={{ [featureId]: { href: '/export', label: 'Export it' } }} />, losing);
    const lost = screen.getByRole('list', { name: 'You lose' });
    expect(within(lost).getByRole('link', { name: 'Export it' })).toBeInTheDocument();
  });

  it('leads to the one thing that is missing', async () => {
    const { flow } = draw(<Reviewed typed />, {
      ...flowStates.reviewing,
      preview: aQuote({ impact: [impacts.feature_lost] }),
    });
    await press(/^Pay/);
    expect(flow.calls).toEqual([]);
    expect(screen.getByRole('textbox')).toHaveFocus();
    expect(screen.getByRole('textbox')).toBeInvalid();
  });
});
