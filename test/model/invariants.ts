import { sameMoney } from '../../src/core/money.js';
import { SECRET, type Charge, type Intent, type World } from './world.js';

/** A broken promise, in words that name the invariant of faults.json. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

function must(holds: boolean, invariant: string, what: () => string): void {
  if (!holds) throw new Broken(`${invariant}: ${what()}`);
}

function story(world: World): string {
  const intents = [...world.intents.values()].map(
    ({ id, shown, preview, told }) =>
      `${id} ${preview.status} ${preview.change.to.priceId} shown ${JSON.stringify(shown)} told ${told.map(({ message }) => message).join(' → ')}`,
  );
  return [...intents, `charges ${JSON.stringify(world.charges)}`].join('\n  ');
}

/** What holds at every moment. */
export function checkAlways(world: World): void {
  for (const charge of world.charges) {
    const of = charge.intents.flatMap((id) => world.intents.get(id) ?? []);
    must(of.length > 0, 'INV-1', () => `a charge nobody confirmed: ${JSON.stringify(charge)}\n  ${story(world)}`);
    must(
      of.some((intent) => isAsShown(intent, charge)),
      'INV-3',
      () => `charged ${JSON.stringify(charge)}\n  ${story(world)}`,
    );
    must(
      of.some((intent) => !saysNoCharge(intent)),
      'INV-2',
      () => `a charge that was denied: ${JSON.stringify(charge)}\n  ${story(world)}`,
    );
  }
  for (const intent of world.intents.values()) {
    const charged = world.charges.filter(({ intents }) => intents.includes(intent.id)).length;
    must(charged <= 1, 'INV-1', () => `${intent.id} was charged twice\n  ${story(world)}`);
    if (lastOf(intent) === 'applied_paid')
      // Of a trial that a checkout began, the charge at its end is no charge of the change.
      must(
        charged === 1 || isFree(intent) || intent.shown === null,
        'INV-2',
        () => `${intent.id} was told of a charge\n  ${story(world)}`,
      );
  }
  checkKeys(world);
  checkPurchases(world);
}

/** INV-1 for credit: no wish is charged twice. INV-2: who is told that credit was bought was charged for it. */
function checkPurchases({ purchases }: World): void {
  const { all, charges, bought } = purchases;
  for (const { topUp } of all) {
    const { id, amount } = topUp;
    const wishes = all.filter((one) => one.topUp.id === id).length;
    const charged = charges.filter((charge) => sameMoney(charge, amount)).length;
    const facts = () => `${id}: ${wishes} wishes, ${charged} charges, told ${bought.get(id) ?? 0} times`;
    must(charged <= wishes, 'INV-1', facts);
    must(charged > 0 || !bought.has(id), 'INV-2', facts);
  }
  must(
    charges.every((charge) => all.some(({ topUp }) => sameMoney(topUp.amount, charge))),
    'INV-1',
    () => `credit that nobody wanted: ${JSON.stringify(charges)}`,
  );
}

const lastOf = ({ told }: Intent) => told.at(-1)?.message ?? '';
const isFree = ({ shown }: Intent) => shown !== null && shown.amount <= 0;

/** INV-2: what the customer read last says that no money moved. */
function saysNoCharge(intent: Intent): boolean {
  const last = lastOf(intent);
  if (last === 'applied_none') return intent.shown !== null;
  return /^(applied_failed|scheduled|declined|rejected|not_changed|not_sent|preview_stale)/.test(last);
}

/** INV-3: the amount shown, or less by the customer's own credit where the preview said that it leaves credit out. */
function isAsShown({ shown, preview }: Intent, { amount, credit }: Charge): boolean {
  if (shown === null || sameMoney(shown, amount)) return true;
  const leavesOut = 'excludes' in preview && preview.excludes.includes('credit');
  return leavesOut && credit > 0 && shown.currency === amount.currency && shown.amount === amount.amount + credit;
}

/** INV-4: a key is of one intent with one body, and an intent has one key as long as nothing final was said. */
function checkKeys(world: World): void {
  const bodies = new Map<string, string>();
  for (const { key } of world.posts)
    must(world.intents.has(key.replace(/^ps_/, '')), 'INV-4', () => `${key} was sent for nobody\n  ${story(world)}`);
  for (const { key, path, body } of [...world.posts, ...world.acts]) {
    const earlier = bodies.get(key) ?? path + body;
    must(earlier === path + body, 'INV-4', () => `${key} was sent with two bodies`);
    bodies.set(key, path + body);
  }
  const tokens = new Map<string, string>();
  for (const { route, body } of world.browser.network.sent) {
    if (route !== 'change' && route !== 'cancel' && route !== 'top-up') continue;
    const { idempotencyKey, ...rest }: { readonly idempotencyKey: string } = JSON.parse(body);
    const said = JSON.stringify([route, rest]);
    must((tokens.get(idempotencyKey) ?? said) === said, 'INV-4', () => `${idempotencyKey} was said of two changes`);
    tokens.set(idempotencyKey, said);
  }
  for (const { id, keys, told } of world.intents.values()) {
    const refusals = told.filter(({ message }) => message === 'not_sent').length;
    must(keys.size <= refusals + 1, 'INV-4', () => `${id} changed its key\n  ${story(world)}`);
  }
}

/** INV-5: nothing that must not leave the server was sent, answered, kept or told. */
export function checkSecrets({ browser, events, sandbox }: World): void {
  const { network, storage, reports } = browser;
  const all = [
    ...network.sent.map(({ url, body }) => url + body),
    ...network.received,
    ...storage.values(),
    JSON.stringify(reports),
    JSON.stringify(events),
  ].join('\n');
  for (const secret of [sandbox.apiKeys.commet, SECRET, 'x-api-key', '@harbor'])
    must(!all.includes(secret), 'INV-5', () => `${secret.slice(0, 6)}… left the server`);
}

const RESTING = new Set([
  'choosing',
  'reviewing',
  'settled',
  'load_failed',
  'preview_failed',
  'undo_settled',
  'undo_failed',
  'cancel_settled',
  'cancel_failed',
  'top_up_settled',
  'top_up_failed',
]);

/** INV-6: with a network that works and a little patience every page comes to rest, where something can be done. */
export function checkRest(world: World): void {
  for (const page of world.browser.pages) {
    const { status } = page.flow.getState();
    must(RESTING.has(status) || page.away !== null, 'INV-6', () => `a page is stuck in ${status}\n  ${story(world)}`);
  }
}

export function checkToldInTheEnd(world: World): void {
  for (const intent of world.intents.values()) {
    const last = intent.told.at(-1)?.message ?? '';
    must(
      last !== 'unknown' && last !== 'processing',
      'INV-2',
      () => `${intent.id} was never told more than ${last}\n  ${story(world)}`,
    );
  }
}
