import { useEffect, useState } from 'react';
import type { Sandbox } from 'planshift/sandbox';

type Control = Sandbox['control'];
type Fault = Parameters<Control['fault']>[0];

/** What can go wrong next. */
const FAULTS: readonly (readonly [label: string, fault: Fault])[] = [
  ['Decline the card', { switch: 'decline', times: 1 }],
  ['Answer after 7 seconds', { switch: 'delay', args: { ms: 7000 } }],
  ['Carry it out, lose the answer', { switch: 'truncate-body' }],
  ['Break the next answer', { switch: 'html-error' }],
  ['Raise prices now', { switch: 'price-bump' }],
];

const DIGITS: Readonly<Record<string, number>> = { JPY: 0, KWD: 3 };

function amount(minor: number, currency: string): string {
  const digits = DIGITS[currency] ?? 2;
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return `${minor < 0 ? '−' : ''}${decimal} ${currency}`;
}

function day(instant: string): string {
  return new Date(instant).toLocaleDateString('en', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** Looks at the billing system twice a second: it changes by itself, as Dodo's payments do. */
function useSeen(control: Control) {
  const [, setSeen] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeen((times) => times + 1), 500);
    return () => clearInterval(timer);
  }, []);
  const { now, faults } = control.state();
  return { now, waiting: new Set<string>(faults.map((fault) => fault.switch)), charges: control.ledger() };
}

export interface BillingPanelProps {
  readonly control: Control;
  /** Opens the product's page anew, as a customer's reload would. */
  readonly onReload: () => void;
}

/** The billing system beside the product: its clock, what goes wrong next, and what was charged. No part of the kit. */
export function BillingPanel({ control, onReload }: BillingPanelProps) {
  const { now, waiting, charges } = useSeen(control);

  function pass(days: number) {
    control.clock({ advanceDays: days });
    onReload();
  }

  function startOver() {
    control.reset();
    onReload();
  }

  return (
    <aside className="story-panel" aria-label="Billing system">
      <h2>Clock</h2>
      <p>
        <time dateTime={now}>{day(now)}</time>
      </p>
      <div className="story-panel-row">
        <button type="button" onClick={() => pass(1)}>
          1 day on
        </button>
        <button type="button" onClick={() => pass(16)}>
          16 days on
        </button>
      </div>

      <h2>Next answer</h2>
      {FAULTS.map(([label, fault]) => (
        <button
          key={label}
          type="button"
          aria-pressed={waiting.has(fault.switch)}
          onClick={() => (waiting.has(fault.switch) ? control.clearFaults() : control.fault(fault))}
        >
          {label}
        </button>
      ))}

      <h2>Ledger</h2>
      {charges.length === 0 ? (
        <p>No charges yet.</p>
      ) : (
        <ul>
          {charges.toReversed().map((charge) => (
            <li key={charge.id}>
              <b>{amount(charge.amount, charge.currency)}</b> {charge.reason.replaceAll('_', ' ')}, {day(charge.at)}
            </li>
          ))}
        </ul>
      )}

      <h2>Page</h2>
      <div className="story-panel-row">
        <button type="button" onClick={onReload}>
          Reload the page
        </button>
        <button type="button" onClick={startOver}>
          Start over
        </button>
      </div>
    </aside>
  );
}
