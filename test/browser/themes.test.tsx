import { createRoot, type Root } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import 'planshift/styles.css';
import {
  CancelDialog,
  ChangePlan,
  ChangePlanProvider,
  CheckoutReturn,
  CreditBalance,
  PlanComparison,
  ThemeScope,
  type FlowState,
  type Theme,
} from 'planshift';
import { createTheme, hearth, ledger, quiet } from 'planshift/theme';
import { faintEdges, faintTexts, finishMotion } from '../a11y/look.js';
import { everyState } from '../components/samples.js';
import { stillFlow } from '../components/stage.js';

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  place = document.body.appendChild(document.createElement('main'));
  root = createRoot(place);
});
afterEach(() => {
  flushSync(() => root.unmount());
  place.remove();
});

function draw(theme: Theme, scheme: 'light' | 'dark', state: FlowState): void {
  const flow = stillFlow(state);
  flushSync(() =>
    root.render(
      <ThemeScope theme={theme} scheme={scheme}>
        <ChangePlanProvider key={Math.random()} flow={flow} locale="en" timeZone="UTC">
          <ChangePlan />
          <PlanComparison />
          <CreditBalance />
          <CheckoutReturn plansUrl="/" />
          <CancelDialog />
        </ChangePlanProvider>
      </ThemeScope>,
    ),
  );
  finishMotion();
}

// One of each kind of screen: the grounds are the same in all of a kind.
const screens = everyState.filter(
  ([, { status }], index) =>
    everyState.findIndex(([, other]) => other.status === status) === index || status === 'settled',
);

// The way to another payment method is drawn as a link is.
const CONTROLS =
  '.ps-button:not([data-kind=quiet], [aria-disabled=true], :disabled, .ps-payment-link > *), .ps-input, .ps-plan[data-chosen=true]';

// The hardest there are: colours in the middle, the ends, and those that nobody can write on.
const themes: readonly (readonly [name: string, theme: Theme])[] = [
  ...['#ffd400', '#7f7f7f', '#ff0000'].map((brand) => [brand, createTheme({ brand })] as const),
  ['quiet', quiet],
  ['hearth', hearth],
  ['ledger', ledger],
];

describe.each(themes)('in the theme %s', (_, theme) => {
  it.each(['light', 'dark'] as const)(
    'every text can be read and every control be seen, as they are drawn: %s',
    { timeout: 60_000 },
    (scheme) => {
      const faint = screens.flatMap(([name, state]) => {
        draw(theme, scheme, state);
        return [...faintTexts(), ...faintEdges(3, CONTROLS)].map((found) => `${name}: ${found}`);
      });
      expect([...new Set(faint)]).toEqual([]);
    },
  );
});

describe('a density', () => {
  it('is what a button, a card and a dialog measure, and leaves every target big enough', () => {
    const found = everyState.find(([, state]) => state.status === 'choosing');
    if (!found) throw new Error('There is no state to choose in.');
    const heights = (['compact', 'regular', 'roomy'] as const).map((density) => {
      draw({ density }, 'light', found[1]);
      const height = (selector: string) => place.querySelector(selector)?.getBoundingClientRect().height ?? 0;
      return [height('.ps-button'), height('.ps-plan'), height('.ps-interval-option')];
    });
    for (const at of [0, 1, 2]) {
      const [compact = 0, regular = 0, roomy = 0] = heights.map((row) => row[at]);
      expect(compact).toBeLessThan(regular);
      expect(regular).toBeLessThan(roomy);
      expect(compact).toBeGreaterThanOrEqual(24);
    }
  });
});

describe('corners and letters', () => {
  const styleOf = (theme: Theme) => {
    const found = everyState.find(([, state]) => state.status === 'choosing');
    if (!found) throw new Error('There is no state to choose in.');
    draw(theme, 'light', found[1]);
    const of = (selector: string) => getComputedStyle(place.querySelector(selector) ?? place);
    return { button: of('.ps-button'), plan: of('.ps-plan'), badge: of('.ps-plan-badge') };
  };

  it('are those of the theme', () => {
    const square = styleOf({ corners: 'square' });
    expect([square.button.borderRadius, square.plan.borderRadius, square.badge.borderRadius]).toEqual([
      '0px',
      '0px',
      '0px',
    ]);
    const round = styleOf({ corners: 'round' });
    expect(Number.parseFloat(round.button.borderRadius)).toBeGreaterThan(20);
    const { plan } = styleOf({ fontFamily: "Georgia, 'DejaVu Serif', serif", fontSize: '20px' });
    expect(plan.fontFamily).toBe('Georgia, "DejaVu Serif", serif');
    expect(plan.fontSize).toBe('20px');
  });
});
