import { useState } from 'react';
import { useBillingSystem, type Charge } from './useBillingSystem.js';

const CUSTOMERS: readonly (readonly [id: string, label: string])[] = [
  ['cus_demo', 'On Pro, 8 of 10 seats used'],
  ['cus_starter', 'On Starter'],
  ['cus_free', 'On Free, never paid'],
  ['cus_trial', 'In a trial'],
  ['cus_credit', 'With credit'],
  ['cus_past_due', 'Payment overdue'],
  ['cus_eur', 'Pays in euros'],
  ['cus_jpy', 'Pays in yen'],
  ['cus_kwd', 'Pays in Kuwaiti dinars'],
  ['cus_huf', 'Pays in forints'],
];

const PROVIDERS: readonly (readonly [name: string, label: string])[] = [
  ['commet', 'Commet'],
  ['dodo', 'Dodo Payments'],
  ['stripe', 'Stripe'],
  ['ocp', 'OCP partner API'],
];

/** What the next answer of the billing system does. Writes only, so that the page itself stays readable. */
const FAULTS: readonly (readonly [label: string, fault: object])[] = [
  ['Decline the card', { switch: 'decline', times: 1 }],
  [
    'Answer after 7 seconds',
    { switch: 'delay', times: 1, args: { ms: 7000 }, match: { method: 'POST', path: 'change-plan' } },
  ],
  [
    'Change the plan, then say nothing',
    { switch: 'commit-then-hang', times: 1, match: { method: 'POST', path: 'change-plan' } },
  ],
  ['Break with an HTML page', { switch: 'html-error', times: 1, match: { method: 'POST', path: 'change-plan' } }],
  ['Raise prices after the preview', { switch: 'price-bump', times: 1 }],
];

function cookieOf(name: string): string | null {
  return new RegExp(`(?:^|;\\s*)${name}=([^;]*)`).exec(document.cookie)?.[1] ?? null;
}

/** Puts the choice where the demo's server looks for its session. */
function choose(name: 'customer' | 'provider', value: string): void {
  document.cookie = `harbor_${name}=${value}; path=/; samesite=lax`;
  location.assign('/');
}

function dress(theme: string): void {
  document.documentElement.dataset.psTheme = theme;
}

function show({ amount, currency }: Pick<Charge, 'amount' | 'currency'>): string {
  const digits = { JPY: 0, KWD: 3 }[currency] ?? 2;
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return `${amount < 0 ? '−' : ''}${decimal} ${currency}`;
}

function day(instant: string): string {
  return new Date(instant).toLocaleDateString('en', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** The billing system beside the product: its ledger, its clock, and what goes wrong next. */
export function Panel() {
  const { now, charges, requests, armed, act } = useBillingSystem();
  const customer = cookieOf('harbor_customer') ?? 'cus_demo';
  const provider = cookieOf('harbor_provider') ?? 'commet';
  const [theme, setTheme] = useState('light');

  return (
    <aside className="panel" aria-label="Billing system">
      <h2>Billing system</h2>
      <p className="panel-note">A sandbox that speaks every provider's protocol. Nothing here is real money.</p>

      <label className="panel-field">
        Provider
        <select value={provider} onChange={(event) => choose('provider', event.target.value)}>
          {PROVIDERS.map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>

      <label className="panel-field">
        Signed in as
        <select value={customer} onChange={(event) => choose('customer', event.target.value)}>
          {CUSTOMERS.map(([id, label]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>

      <h3>Clock</h3>
      <p className="panel-now">
        <time dateTime={now ?? undefined}>{now ? day(now) : '…'}</time>
      </p>
      <div className="panel-row">
        <button type="button" onClick={() => void act('clock', { advanceDays: 1 }, true)}>
          1 day on
        </button>
        <button type="button" onClick={() => void act('clock', { advanceDays: 16 }, true)}>
          16 days on
        </button>
        <button type="button" onClick={() => void act('reset', {}, true)}>
          Start over
        </button>
      </div>

      <h3>Next change</h3>
      <div className="panel-column">
        {FAULTS.map(([label, fault]) => (
          <button
            key={label}
            type="button"
            aria-pressed={armed === label}
            onClick={() => void act('faults', fault, false, label)}
          >
            {label}
          </button>
        ))}
      </div>

      <h3>Ledger</h3>
      {charges.length === 0 ? (
        <p className="panel-note">No charges yet.</p>
      ) : (
        <ul className="panel-ledger" aria-label="Charges">
          {charges.toReversed().map((charge) => (
            <li key={charge.id}>
              <strong>{show(charge)}</strong>
              <span>
                {charge.reason} · {day(charge.at)}
              </span>
              <span>{charge.subscriptionId}</span>
            </li>
          ))}
        </ul>
      )}

      <h3>Last requests</h3>
      <ol className="panel-requests" aria-label="Requests">
        {requests
          .slice(-6)
          .toReversed()
          .map((request, index) => (
            <li key={`${request.at}-${index}`}>
              <span>{request.status ?? '–'}</span> {request.method}{' '}
              {request.path.replace(/^\/(commet\/api\/v1|dodo|ocp\/api\/partner|v1)(?=\/)/, '')}
            </li>
          ))}
      </ol>

      <h3>Look</h3>
      <div className="panel-row">
        {['light', 'dark'].map((name) => (
          <button key={name} type="button" aria-pressed={theme === name} onClick={() => (setTheme(name), dress(name))}>
            {name === 'light' ? 'Light' : 'Dark'}
          </button>
        ))}
      </div>
    </aside>
  );
}
