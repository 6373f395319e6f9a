import type { Money } from '../../core/money.js';
import { toDecimalString } from '../../core/money.js';
import { priceById } from '../engine/catalog.js';
import type { World, WorldCheckout } from '../engine/world.js';
import { escapeHtml, page } from './html.js';

const DECLINED = 'The card was declined. Nothing was charged. You can try again with another card.';

function shown(amount: Money): string {
  return `${amount.currency} ${toDecimalString(amount)}`;
}

/** The page of an open checkout. */
export function openPage(world: World, checkout: WorldCheckout, declined = false): Promise<Response> {
  const amount = shown({ amount: checkout.amount, currency: checkout.currency });
  const heading =
    checkout.priceId === null ? 'Payment method' : `Subscribe to ${priceById(world, checkout.priceId).plan.name}`;
  const pay = checkout.amount === 0 ? 'Save the card' : `Pay ${amount}`;
  const note = declined ? `<p class="bad" role="alert">${DECLINED}</p>` : '';
  const body = `<h1>${escapeHtml(heading)}</h1>
<p>A hosted page of the billing system, as a provider would show it.</p>
${note}<dl>${row('Card', 'Visa ending 4242')}${row('Due today', amount, 'total')}</dl>
<form method="post">
<button name="action" value="pay">${escapeHtml(pay)}</button>
<button name="action" value="decline">Use a card that is declined</button>
<button name="action" value="cancel">Cancel</button>
<button name="action" value="return">Go back without paying</button>
</form>`;
  return page(heading, body, { formTargets: targetsOf(checkout) });
}

function row(term: string, value: string, kind = ''): string {
  return `<dt class="${kind}">${escapeHtml(term)}</dt><dd class="${kind}">${escapeHtml(value)}</dd>`;
}

function targetsOf({ successUrl }: WorldCheckout): readonly string[] {
  return successUrl !== null && URL.canParse(successUrl) ? [new URL(successUrl).origin] : [];
}

const CLOSED = {
  open: 'This page is still open.',
  paid: 'This is paid. Thank you.',
  canceled: 'You canceled this checkout. Nothing was charged.',
  expired: 'This checkout has expired. Nothing was charged.',
  superseded: 'Another checkout has taken the place of this one. Nothing was charged here.',
} as const satisfies Record<WorldCheckout['status'], string>;

/** The page of a checkout that can no longer be paid. */
export function closedPage(checkout: WorldCheckout): Promise<Response> {
  const words = CLOSED[checkout.status];
  const back = checkout.successUrl === null ? '' : returnForm();
  const status = checkout.status === 'expired' || checkout.status === 'superseded' ? 410 : 200;
  return page('Checkout', `<h1>Checkout</h1><p>${words}</p>${back}`, { status, formTargets: targetsOf(checkout) });
}

function returnForm(): string {
  return `<form method="post"><button name="action" value="return">Go back</button></form>`;
}

export function portalPage(): Promise<Response> {
  return page(
    'Billing portal',
    '<h1>Billing portal</h1><p>Here a provider would show invoices and payment methods.</p>',
  );
}

export function missingPage(): Promise<Response> {
  return page('Not found', '<h1>Not found</h1><p>There is no such checkout.</p>', { status: 404 });
}
