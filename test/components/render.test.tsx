import {
  createElement,
  createRef,
  forwardRef,
  useState,
  type AnchorHTMLAttributes,
  type ButtonHTMLAttributes,
} from 'react';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import {
  BillingIntervalToggle,
  BillingPortalLink,
  Button,
  CancelSubscription,
  ChangePlan,
  ChangePlanDialog,
  ChangePlanProvider,
  CheckoutReturn,
  CreditBalance,
  CurrentPlan,
  ImpactList,
  LinkOut,
  Notice,
  OutcomePanel,
  PaymentIssueNotice,
  PendingChangeNotice,
  PlanComparison,
  PlanPicker,
  ProrationPreview,
  ScheduledChangeNotice,
  SeatLimitWarning,
  SubscriptionNotice,
  type PartOptions,
  type SeatImpact,
} from 'planshift';
import {
  aCatalog,
  aPendingChange,
  aProSubscription,
  appliedOutcomes,
  aScheduledChange,
  aSubscription,
  flowStates,
  heldSubscriptions,
  settledWith,
  someCapabilities,
  subscriptions,
} from 'planshift/testing';
import { show, stillFlow } from './stage.js';

/** A button of somebody's design system. */
const MyButton = forwardRef<HTMLButtonElement, ButtonHTMLAttributes<HTMLButtonElement> & { readonly look?: string }>(
  function MyButton({ look = 'plain', ...rest }, ref) {
    return <button ref={ref} data-look={look} {...rest} />;
  },
);

/** A link of somebody's router, which goes by itself and stays on the page. */
const RouterLink = forwardRef<
  HTMLAnchorElement,
  AnchorHTMLAttributes<HTMLAnchorElement> & { readonly to: string; readonly onGo?: (to: string) => void }
>(function RouterLink({ to, onGo, onClick, children, ...rest }, ref) {
  return (
    <a
      {...rest}
      ref={ref}
      href={to}
      onClick={(event) => {
        onClick?.(event);
        event.preventDefault();
        onGo?.(to);
      }}
    >
      {children}
    </a>
  );
});

const at = flowStates.choosing;

describe('an element in the place of a part', () => {
  it('is reached by what the kit says and by what the host says: words, states, both refs and class names', () => {
    const [outer, inner] = [createRef<HTMLButtonElement>(), createRef<HTMLButtonElement>()];
    show(
      <Button
        ref={outer}
        kind="primary"
        className="wide"
        style={{ margin: 1 }}
        aria-describedby="why"
        render={<MyButton ref={inner} look="solid" className="mine" style={{ padding: 2 }} />}
      >
        Go on
      </Button>,
      at,
    );
    const button = screen.getByRole('button', { name: 'Go on' });
    expect(button).toHaveAttribute('data-look', 'solid');
    expect(button).toHaveAttribute('data-kind', 'primary');
    expect(button).toHaveAttribute('aria-describedby', 'why');
    expect(button).toHaveStyle({ margin: '1px', padding: '2px' });
    expect([...button.classList]).toEqual(['ps-button', 'ps-part', 'wide', 'mine']);
    expect(outer.current).toBe(button);
    expect(inner.current).toBe(button);
  });

  it('runs its handler before ours, and can stop ours', async () => {
    const order: string[] = [];
    const draw = (stops: boolean) =>
      show(
        <Button
          onClick={() => order.push('kit')}
          render={
            <MyButton
              onClick={(event) => {
                order.push('host');
                if (stops) event.preventDefault();
              }}
            />
          }
        >
          Go on
        </Button>,
        at,
      );
    const { unmount } = draw(false);
    await userEvent.click(screen.getByRole('button', { name: 'Go on' }));
    expect(order).toEqual(['host', 'kit']);
    unmount();
    draw(true);
    await userEvent.click(screen.getByRole('button', { name: 'Go on' }));
    expect(order).toEqual(['host', 'kit', 'host']);
  });

  it('can be a link of a router, and is nothing where the address may not be one', async () => {
    const go = vi.fn();
    show(
      <>
        <LinkOut href="/team" render={<RouterLink to="/team" onGo={go} />}>
          Members
        </LinkOut>
        <LinkOut href="javascript:alert(1)" render={<RouterLink to="/team" />}>
          Bad
        </LinkOut>
      </>,
      at,
    );
    await userEvent.click(screen.getByRole('link', { name: 'Members' }));
    expect(go).toHaveBeenCalledWith('/team');
    expect(screen.queryByText('Bad')).toBeNull();
  });

  it('can be made by a function, which is told what it would have been', () => {
    show(
      <Notice tone="warn" render={(props, tag) => <aside {...props} className="own" data-tag={tag} />}>
        Look here
      </Notice>,
      at,
    );
    const notice = screen.getByRole('complementary');
    expect(notice).toHaveTextContent('Look here');
    expect(notice).toHaveAttribute('data-tag', 'div');
    expect(notice).toHaveAttribute('data-tone', 'warn');
    expect(notice.className).toBe('own');
  });

  it('keeps a ref of the host quiet while nothing changes', async () => {
    const seen = vi.fn();
    function Counted() {
      const [count, setCount] = useState(0);
      return (
        <Button ref={seen} onClick={() => setCount(count + 1)} render={<MyButton />}>
          Pressed {count}
        </Button>
      );
    }
    show(<Counted />, at);
    await userEvent.click(screen.getByRole('button', { name: 'Pressed 0' }));
    expect(screen.getByRole('button', { name: 'Pressed 1' })).toBeInTheDocument();
    expect(seen).toHaveBeenCalledTimes(1);
  });
});

const seats: SeatImpact = {
  kind: 'seats_exceeded',
  severity: 'warn',
  featureId: 'seats',
  name: 'Seats',
  used: 8,
  included: 5,
};
const asked = {
  ...at,
  catalog: aCatalog({
    capabilities: someCapabilities({ portal: true, credits: true, topUp: true }),
    subscription: heldSubscriptions.withCredit,
  }),
};
const scheduled = {
  ...at,
  catalog: aCatalog({ subscription: aProSubscription({ scheduledChange: aScheduledChange() }) }),
};
const withNotices = { ...at, catalog: aCatalog({ subscription: subscriptions.past_due }) };
const pending = { ...at, catalog: aCatalog({ subscription: aSubscription({ pendingChange: aPendingChange() }) }) };
const article = <article className="mine" title="of the host" />;

describe('the root of a part', () => {
  it.each([
    ['ChangePlan', <ChangePlan key="" className="given" render={article} />, at],
    ['PlanPicker', <PlanPicker key="" className="given" render={article} />, at],
    ['PlanComparison', <PlanComparison key="" className="given" render={article} />, at],
    ['BillingIntervalToggle', <BillingIntervalToggle key="" className="given" render={article} />, at],
    ['CurrentPlan', <CurrentPlan key="" className="given" render={article} />, at],
    ['ProrationPreview', <ProrationPreview key="" className="given" render={article} />, flowStates.reviewing],
    ['OutcomePanel', <OutcomePanel key="" className="given" render={article} />, settledWith(appliedOutcomes.paid)],
    ['CheckoutReturn', <CheckoutReturn key="" plansUrl="/plans" className="given" render={article} />, at],
    ['ImpactList', <ImpactList key="" impact={[seats]} className="given" render={article} />, at],
    [
      'SeatLimitWarning',
      <SeatLimitWarning key="" impact={seats} planName="Pro" effectiveAt={null} className="given" render={article} />,
      at,
    ],
    ['ScheduledChangeNotice', <ScheduledChangeNotice key="" className="given" render={article} />, scheduled],
    ['SubscriptionNotice', <SubscriptionNotice key="" className="given" render={article} />, withNotices],
    ['PaymentIssueNotice', <PaymentIssueNotice key="" className="given" render={article} />, withNotices],
    ['PendingChangeNotice', <PendingChangeNotice key="" className="given" render={article} />, pending],
    ['BillingPortalLink', <BillingPortalLink key="" className="given" render={article} />, asked],
    ['CancelSubscription', <CancelSubscription key="" className="given" render={article} />, asked],
    ['CreditBalance', <CreditBalance key="" className="given" render={article} />, asked],
  ])('of %s can be an element of the host', (_, ui, state) => {
    show(ui, state);
    const root = screen.getByTitle('of the host');
    expect(root.tagName).toBe('ARTICLE');
    expect(root.textContent).not.toBe('');
    expect([...root.classList].slice(-2)).toEqual(['given', 'mine']);
    expect(root.className).toMatch(/^ps-/);
  });

  it('of the dialog stays a dialog that is shown above the page', () => {
    const ref = createRef<HTMLDialogElement>();
    show(<ChangePlanDialog ref={ref} render={<dialog className="mine" />} />, flowStates.reviewing);
    const dialog = screen.getByRole('dialog', { name: 'Review the change' });
    expect(dialog).toHaveClass('ps-dialog', 'mine');
    expect(dialog).toHaveAttribute('open');
    expect(ref.current).toBe(dialog);
  });
});

describe('the pieces inside of bigger parts', () => {
  const parts: PartOptions = {
    button: ({ 'data-kind': kind, ...props }) => <MyButton look={kind === 'primary' ? 'solid' : 'line'} {...props} />,
    link: ({ href = '', ...props }) => <RouterLink to={href} {...props} />,
    close: <MyButton look="corner" />,
    heading: (props, tag) => createElement(tag, { ...props, 'data-own': true }),
    icon: ({ 'data-icon': name }) => <i data-mine={name} />,
    input: 'my-input',
    notice: 'my-notice',
  };
  const draw = (state: Parameters<typeof stillFlow>[0]) => {
    const flow = stillFlow(state);
    render(
      <ChangePlanProvider flow={flow} timeZone="UTC" parts={parts}>
        <ChangePlan />
      </ChangePlanProvider>,
    );
    return flow;
  };

  it('are the host’s own everywhere, and do the same work', async () => {
    const { calls } = draw(flowStates.reviewing);
    const dialog = within(screen.getByRole('dialog'));
    for (const button of dialog.getAllByRole('button')) expect(button).toHaveAttribute('data-look');
    expect(dialog.getByRole('button', { name: 'Close' })).toHaveAttribute('data-look', 'corner');
    expect(dialog.getByRole('heading', { level: 2, name: 'Review the change' })).toHaveFocus();
    const confirm = dialog.getByRole('button', { name: /^Pay/ });
    expect(confirm).toHaveAttribute('data-look', 'solid');
    await userEvent.click(confirm);
    expect(calls).toEqual([['confirm']]);
    expect(document.querySelectorAll('svg')).toHaveLength(0);
    expect(document.querySelectorAll('[data-mine]').length).toBeGreaterThan(3);
  });

  it('stay as they are without a word of the host', () => {
    show(<ChangePlan />, flowStates.reviewing);
    expect(document.querySelectorAll('svg').length).toBeGreaterThan(3);
    expect(document.querySelectorAll('[data-look]')).toHaveLength(0);
  });
});
