import { createElement, createRef, forwardRef, type ButtonHTMLAttributes, type ReactNode } from 'react';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  BackButton,
  BillingIntervalToggle,
  californiaConsent,
  ChangePlanDialog,
  ChangePlanProvider,
  ChooseStep,
  ConfirmButton,
  createConsent,
  DialogPanel,
  FeatureList,
  OutcomeActions,
  OutcomeMark,
  OutcomePanel,
  OutcomeStep,
  OutcomeText,
  OutcomeTitle,
  PlanAct,
  PlanCard,
  PlanGroup,
  PlanNote,
  PlanPrice,
  PlanTagline,
  PlanTitle,
  PreviewDue,
  PreviewLines,
  PreviewRows,
  PreviewSentence,
  QuantityField,
  Receipt,
  Review,
  ReviewActions,
  ReviewAsks,
  ReviewHint,
  ReviewImpact,
  ReviewProblems,
  ReviewReason,
  ReviewSeats,
  ReviewStep,
  ReviewSummary,
  ReviewTerms,
  type PlanGroupProps,
} from 'planshift';
import { createSandbox } from 'planshift/sandbox';
import {
  aCatalog,
  appliedOutcomes,
  aQuote,
  aSubscription,
  flowStates,
  harborPlans,
  impacts,
  quotes,
  reviewingStates,
  settledWith,
} from 'planshift/testing';
import { ownEnvironment, show, stillFlow } from './stage.js';

const LIVE = { timeout: 20_000 };
const at = flowStates.choosing;

/** A button of somebody's design system. */
const MyButton = forwardRef<HTMLButtonElement, ButtonHTMLAttributes<HTMLButtonElement>>(function MyButton(props, ref) {
  return <button {...props} ref={ref} data-mine />;
});

/** A picker in the order of another designer: the price first, the button last. */
function MyPicker(props: Partial<PlanGroupProps>) {
  return (
    <>
      <h2 id="pick">Pick your harbor</h2>
      <PlanGroup aria-labelledby="pick" {...props}>
        {(plan) => (
          <PlanCard plan={plan} className="my-card">
            <PlanPrice className="my-price" />
            <PlanTitle />
            <PlanTagline />
            <FeatureList />
            <PlanNote />
            <PlanAct className="my-act" />
          </PlanCard>
        )}
      </PlanGroup>
    </>
  );
}

function MyDialog() {
  return (
    <ChangePlanDialog>
      <Review>
        <DialogPanel
          title="Your new berth"
          foot={
            <>
              <ReviewTerms />
              <ReviewHint />
              <ConfirmButton className="my-yes" />
              <BackButton />
            </>
          }
        >
          <ReviewSummary />
          <ReviewReason />
          <ReviewProblems />
          <PreviewSentence />
          <PreviewDue />
          <PreviewLines />
          <PreviewRows />
          <ReviewSeats />
          <ReviewImpact />
          <ReviewAsks className="my-asks" />
        </DialogPanel>
      </Review>
      <OutcomeStep />
    </ChangePlanDialog>
  );
}

const card = (name: string) => screen.getByRole('article', { name });

describe('a picker of parts', () => {
  it('holds in each card what the kit’s own holds, where the host puts it', () => {
    show(<MyPicker />, at);
    expect(screen.getByRole('list', { name: 'Pick your harbor' })).toBeInTheDocument();
    const pro = card('Pro');
    expect(pro).toHaveClass('ps-plan', 'my-card');
    expect(within(pro).getByRole('heading', { level: 3, name: /^Pro/ })).toBeInTheDocument();
    expect(within(pro).getByText('$99')).toBeInTheDocument();
    expect(within(pro).getByRole('list', { name: /Pro/ })).toBeInTheDocument();
    const order = [...pro.children].map(({ className }) => className.split(' ')[0]);
    expect(order.slice(0, 3)).toEqual(['ps-plan-price', 'ps-plan-name', 'ps-plan-tagline']);
    expect(pro.lastElementChild).toHaveClass('ps-button', 'my-act');
    expect(within(card('Starter')).getByText('Current plan')).toBeInTheDocument();
    expect(within(card('Starter')).queryByRole('button')).toBeNull();
  });

  it('begins the review from its buttons', async () => {
    const { flow } = show(<MyPicker />, at);
    const button = within(card('Pro')).getByRole('button', { name: 'Upgrade to Pro' });
    expect(button).toHaveAccessibleDescription(/\$99/);
    await userEvent.click(button);
    expect(flow.calls).toEqual([['review', { priceId: 'price_pro_monthly' }]]);
  });

  it('is one group of radios to choose from, of the plans that the host names', async () => {
    const { flow } = show(
      <MyPicker mode="choose" plans={harborPlans.filter(({ name }) => /Starter|Pro/.test(name))} />,
      at,
    );
    const group = screen.getByRole('radiogroup', { name: 'Pick your harbor' });
    expect(within(group).getAllByRole('radio')).toHaveLength(2);
    await userEvent.click(within(group).getByRole('radio', { name: 'Pro' }));
    expect(flow.calls).toEqual([['choosePrice', { priceId: 'price_pro_monthly' }]]);
  });

  it('is chosen from anywhere in a card, also where the plans came after the group', async () => {
    const flow = stillFlow(flowStates.loading);
    render(
      <ChangePlanProvider flow={flow}>
        <MyPicker mode="choose" />
      </ChangePlanProvider>,
    );
    expect(screen.queryByRole('radiogroup')).toBeNull();
    act(() => flow.move(at));
    await userEvent.click(screen.getByText('$99'));
    expect(flow.calls.at(-1)).toEqual(['choosePrice', { priceId: 'price_pro_monthly' }]);
  });

  it('leaves the fields alone that a host puts into a card', async () => {
    const flow = stillFlow(at);
    render(
      <ChangePlanProvider flow={flow}>
        <PlanGroup mode="choose">
          {(plan) => (
            <PlanCard plan={plan}>
              <input type="checkbox" aria-label={`Compare ${plan.name}`} />
              <PlanTitle />
              <PlanPrice />
            </PlanCard>
          )}
        </PlanGroup>
      </ChangePlanProvider>,
    );
    const box = screen.getByRole('checkbox', { name: 'Compare Pro' });
    await userEvent.click(box);
    expect(box).toBeChecked();
    expect(flow.calls).toEqual([]);
    await userEvent.click(screen.getByText('$99'));
    expect(box).toBeChecked();
    expect(flow.calls).toEqual([['choosePrice', { priceId: 'price_pro_monthly' }]]);
  });

  it('is named as the host says, where its card has no name of the kit', () => {
    show(
      <PlanGroup plans={harborPlans.filter(({ name }) => name === 'Pro')}>
        {(plan) => (
          <PlanCard plan={plan} aria-labelledby="mine">
            <h4 id="mine">Pro berth</h4>
          </PlanCard>
        )}
      </PlanGroup>,
      at,
    );
    expect(card('Pro berth')).toBeInTheDocument();
  });

  it('gives each part its ref, its attributes and an element of the host', () => {
    const [group, one, price, act_] = [
      createRef<HTMLElement>(),
      createRef<HTMLElement>(),
      createRef<HTMLDivElement>(),
      createRef<HTMLElement>(),
    ];
    show(
      <PlanGroup ref={group} plans={harborPlans.filter(({ name }) => name === 'Pro')} className="mine" id="plans">
        {(plan) => (
          <PlanCard plan={plan} ref={one} render={<section data-own />}>
            <PlanTitle
              render={(props) => createElement('h4', { ...props, className: `${props.className} own-title` })}
            />
            <PlanPrice ref={price} data-testid="price" render={(props, tag) => <aside {...props} data-tag={tag} />} />
            <PlanAct ref={act_} render={<MyButton />} />
          </PlanCard>
        )}
      </PlanGroup>,
      at,
    );
    expect(group.current).toBe(screen.getByRole('list', { name: '' }));
    expect(group.current).toHaveAttribute('id', 'plans');
    expect(one.current?.tagName).toBe('SECTION');
    expect(screen.getByRole('heading', { level: 4, name: /^Pro/ })).toHaveClass('ps-plan-name', 'own-title');
    expect(price.current).toBe(screen.getByTestId('price'));
    expect(price.current?.tagName).toBe('ASIDE');
    expect(price.current).toHaveAttribute('data-tag', 'div');
    expect(act_.current).toBe(screen.getByRole('button', { name: /Pro/ }));
    expect(act_.current).toHaveAttribute('data-mine');
  });

  it('says at once where a part stands in the wrong place', () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => show(<PlanPrice />, at)).toThrow(/<PlanCard>/);
    expect(() => show(<PlanCard plan={harborPlans[0]!} />, at)).toThrow(/<PlanGroup>/);
    expect(() => show(<ReviewTerms />, at)).toThrow(/<Review>/);
    quiet.mockRestore();
  });
});

describe('a dialog of parts', () => {
  const dialog = () => within(screen.getByRole('dialog'));

  it('changes the plan on a billing system that answers, for exactly what its button says', LIVE, async () => {
    const sandbox = createSandbox();
    render(
      <ChangePlanProvider adapter={sandbox.adapter(sandbox.demo)} environment={ownEnvironment()} timeZone="UTC">
        <BillingIntervalToggle />
        <MyPicker />
        <MyDialog />
      </ChangePlanProvider>,
    );
    await userEvent.click(await screen.findByRole('button', { name: /^Upgrade to/ }, { timeout: 5000 }));
    const confirm = await screen.findByRole('button', { name: /^Pay \$/ });
    expect(dialog().getByRole('heading', { name: 'Your new berth' })).toHaveFocus();
    expect(confirm).toHaveClass('my-yes');
    const said = /\$[\d.,]+/.exec(confirm.textContent ?? '')?.[0] ?? '';
    expect(dialog().getByText('Due today').nextSibling).toHaveTextContent(said);
    await userEvent.click(confirm);
    expect(await screen.findByRole('heading', { name: /^You are on/ })).toHaveFocus();
  });

  it('asks for a yes, and leads to what is missing before anything is sent', async () => {
    const { flow } = show(<MyDialog />, {
      ...flowStates.reviewing,
      preview: aQuote({ impact: [impacts.feature_lost] }),
    });
    const box = dialog().getByRole('checkbox');
    expect(box.closest('.my-asks')).not.toBeNull();
    await userEvent.click(dialog().getByRole('button', { name: /^Pay/ }));
    expect(flow.calls).toEqual([]);
    expect(box).toHaveFocus();
    expect(box).toBeInvalid();
    await userEvent.click(box);
    await userEvent.click(dialog().getByRole('button', { name: /^Pay/ }));
    expect(flow.calls).toEqual([['confirm']]);
  });

  it('confirms nothing that asks for a yes where the host left the asks out', async () => {
    const { flow } = show(
      <Review>
        <ConfirmButton />
      </Review>,
      { ...flowStates.reviewing, preview: aQuote({ impact: [impacts.feature_lost] }) },
    );
    await userEvent.click(screen.getByRole('button', { name: /^Pay/ }));
    expect(flow.calls).toEqual([]);
  });

  it('says why it asks again, and focus goes there', () => {
    const { flow } = show(<MyDialog />, flowStates.reviewing);
    act(() => flow.move(reviewingStates.amountChanged));
    const reason = dialog().getByText(/The price changed/);
    expect(reason.closest('.ps-notice')).toHaveFocus();
  });

  it('leads back, and stays while a change is out', async () => {
    const { flow } = show(<MyDialog />, flowStates.reviewing);
    act(() => flow.move(flowStates.confirming));
    expect(dialog().getByRole('button', { name: 'Close' })).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(dialog().getByRole('button', { name: 'Back' }));
    expect(flow.calls).toEqual([]);
    act(() => flow.move(flowStates.reviewing));
    await userEvent.click(dialog().getByRole('button', { name: 'Back' }));
    expect(flow.calls).toEqual([['leaveReview']]);
  });

  it('can stand on a page instead, with the steps that the kit draws in a dialog of its own', async () => {
    const { flow } = show(
      <Review>
        <ReviewSummary />
        <PreviewDue />
        <ReviewActions />
      </Review>,
      flowStates.reviewing,
    );
    expect(screen.queryByRole('dialog')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(flow.calls).toEqual([['leaveReview']]);
    act(() => flow.move(at));
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('draws each step in its turn', () => {
    const onOpenChange = vi.fn();
    const { flow } = show(
      <ChangePlanDialog open withPicker onOpenChange={onOpenChange}>
        <ChooseStep />
        <ReviewStep typedConfirmation />
        <OutcomeStep />
      </ChangePlanDialog>,
      at,
    );
    expect(dialog().getAllByRole('heading', { level: 2 })).toHaveLength(1);
    expect(dialog().getByRole('heading', { name: 'Change your plan' })).toBeInTheDocument();
    act(() => flow.move({ ...flowStates.reviewing, preview: aQuote({ impact: [impacts.feature_lost] }) }));
    expect(dialog().getByRole('heading', { level: 2, name: 'Review the change' })).toHaveFocus();
    expect(dialog().getByRole('textbox')).toBeInTheDocument();
    act(() => flow.move(settledWith(appliedOutcomes.paid)));
    expect(dialog().getByRole('heading', { level: 2, name: /^You are on/ })).toHaveFocus();
  });
});

describe('a result of parts', () => {
  it('has its mark, its sentence, its amounts and its ways on', async () => {
    const text = createRef<HTMLDivElement>();
    const { flow } = show(
      <article>
        <OutcomeMark className="my-mark" />
        <h2>
          <OutcomeTitle />
        </h2>
        <OutcomeText ref={text} />
        <OutcomeActions />
      </article>,
      settledWith(appliedOutcomes.paid),
    );
    const title = screen.getByRole('heading').textContent;
    expect(document.querySelector('.my-mark')).toHaveAttribute('data-tone', 'good');
    expect(text.current).toHaveTextContent('Charged');
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    expect(flow.calls).toEqual([['acknowledge']]);
    cleanup();
    show(<OutcomePanel />, settledWith(appliedOutcomes.paid));
    expect(screen.getByRole('heading', { name: title ?? '' })).toBeInTheDocument();
  });

  it('is a receipt alone, where something was charged, and nothing before', () => {
    const { flow, container } = show(<Receipt className="mine" />, settledWith(appliedOutcomes.paid));
    expect(container.querySelector('.mine')).toHaveTextContent('Charged');
    act(() => flow.move(at));
    expect(container.querySelector('.mine')).toBeNull();
  });

  it('keeps each line of a price, down to the total', () => {
    show(<PreviewLines id="why" />, { ...flowStates.reviewing, preview: quotes.everyLine });
    const list = document.querySelector('#why');
    expect(list?.querySelectorAll('dd').length).toBeGreaterThan(3);
    expect(list).toHaveTextContent('Total');
  });
});

describe('several things that are missing at once', () => {
  const withSeats = aCatalog({ subscription: aSubscription({ quantity: 3 }) });
  const draw = (choices?: ReactNode) =>
    show(<ChangePlanDialog choices={choices} consent={createConsent(californiaConsent)} />, {
      ...flowStates.reviewing,
      catalog: withSeats,
      preview: aQuote({ impact: [impacts.feature_lost] }),
    });
  afterEach(() => vi.restoreAllMocks());

  it('are listed under a heading that takes focus, each with a link to its field', async () => {
    const { flow } = draw(<QuantityField />);
    const count = screen.getByRole('spinbutton');
    await userEvent.clear(count);
    await userEvent.type(count, '0');
    await userEvent.click(screen.getByRole('button', { name: /^(Pay|Order)/ }));
    expect(flow.calls).toEqual([]);
    const heading = screen.getByRole('heading', { name: 'Nothing was sent. Please check:' });
    expect(heading).toHaveFocus();
    const links = within(heading.closest<HTMLElement>('[data-summary]') ?? document.body).getAllByRole('link');
    expect(links.length).toBeGreaterThan(1);
    const address = location.href;
    for (const link of links) {
      await userEvent.click(link);
      const field = document.getElementById(link.getAttribute('href')?.slice(1) ?? '');
      expect(field).toHaveFocus();
      expect(field).toBeInvalid();
      expect(field).toHaveAccessibleDescription(/./);
    }
    expect(location.href).toBe(address);
  });

  it('leave the list one by one', async () => {
    draw(<QuantityField />);
    const count = screen.getByRole('spinbutton');
    await userEvent.clear(count);
    await userEvent.click(screen.getByRole('button', { name: /^(Pay|Order)/ }));
    const before = screen.getAllByRole('link', { name: /lose|Quantity|whole number/ }).length;
    await userEvent.click(screen.getAllByRole('checkbox')[0]!);
    await waitFor(() =>
      expect(screen.queryAllByRole('link', { name: /lose|Quantity|whole number/ }).length).toBeLessThan(before),
    );
  });
});
