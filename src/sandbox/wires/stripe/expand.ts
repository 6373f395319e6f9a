import type { Form } from './form.js';

/** What stands as an id unless it is asked for in full, and what is left out. */
const FOLDED = new Set([
  'customer',
  'latest_invoice',
  'schedule',
  'product',
  'promotion_code',
  'coupon',
  'payment_intent',
  'default_payment_method',
  'discounts',
]);
const LEFT_OUT = new Set(['currency_options', 'payments', 'confirmation_secret']);

/** The paths of `expand[]`. */
export function expansions(form: Form): ReadonlySet<string> {
  const paths = new Set<string>();
  const asked = form.expand;
  for (const path of typeof asked === 'object' ? Object.values(asked) : []) {
    if (typeof path !== 'string') continue;
    const parts = path.split('.');
    for (let length = 1; length <= parts.length; length += 1) paths.add(parts.slice(0, length).join('.'));
  }
  return paths;
}

/** An answer with only that in full which was asked for. */
export function folded(value: unknown, paths: ReadonlySet<string>, at = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => folded(item, paths, at));
  if (typeof value !== 'object' || value === null) return value;
  const shown: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const path = at === '' ? key : `${at}.${key}`;
    if (LEFT_OUT.has(key) && !paths.has(path)) continue;
    shown[key] = FOLDED.has(key) && !paths.has(path) ? idOf(member) : folded(member, paths, path);
  }
  return shown;
}

function idOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(idOf);
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
}
