/**
 * The names of everything that can be styled. A part has the class `ps-` + name, and `ps-part` like every other; what it is right now stands in `data-*`.
 * Names stay when markup changes; a new major version may take one away.
 */
export const PARTS = [
  'theme', 'root', 'heading', 'notice', 'actions', 'button', 'link', 'icon', 'money', 'hint', 'sr', 'skeleton', 'help',
  'plan-picker', 'plans', 'plan', 'plan-label', 'plan-radio', 'plan-name', 'plan-badge', 'plan-note', 'plan-price', 'plan-billed',
  'plan-tagline', 'plan-act', 'features', 'feature', 'feature-value', 'filter', 'input',
  'comparison', 'comparison-scroll', 'comparison-table',
  'interval', 'currency', 'interval-options', 'interval-option', 'interval-radio', 'interval-saving',
  'summary', 'summary-plan',
  'preview', 'sentence', 'due', 'due-label', 'due-amount', 'lines', 'line', 'line-detail', 'rows', 'row', 'updating',
  'impact', 'impact-group', 'impact-title', 'impact-item',
  'dialog', 'dialog-panel', 'dialog-head', 'dialog-title', 'dialog-body', 'dialog-foot', 'dialog-close', 'consent', 'checkbox', 'from-to',
  'choice', 'choice-label', 'choice-options', 'choice-option', 'choice-detail', 'choice-entry', 'payment-link',
  'cancel', 'credit', 'portal', 'return', 'field',
  'scheduled', 'notices', 'outcome', 'outcome-mark', 'outcome-title', 'outcome-text', 'live',
] as const; // prettier-ignore

export type Part = (typeof PARTS)[number];

/** The class of a part and the one that all parts have, with the host's own classes last so that they win. */
export function part(name: Part, own?: string): string {
  // What stands around a host's content is styled by its name alone.
  const names = name === 'theme' ? 'ps-theme' : `ps-${name} ps-part`;
  return own ? `${names} ${own}` : names;
}
