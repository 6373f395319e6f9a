import type { Catalog } from '../../core/adapter.js';
import { addsUp } from '../../core/money.js';
import type { Price } from '../../core/plan.js';
import type { PreviewOutcome } from '../../core/preview.js';
import type { Decoder } from '../../core/wire/decoder.js';
import { decodeError, decodeErrorBody } from '../../core/wire/errors.js';
import { decodeCatalog, decodePreview } from '../../core/wire/shapes.js';
import { checkRedirect } from '../../core/redirect.js';
import { SCOPE_HEADER } from '../../core/wire/scopeHeader.js';
import { VERSION_HEADER, WIRE_VERSION } from '../../core/wire/version.js';
import { alike, say } from '../contract/say.js';

/** A server that speaks the wire, asked by bare requests. */
export interface Wire {
  /** Asks the end of the path: GET without a body, else POST with these headers besides. */
  ask(end: string, body?: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

/** One thing that every server promises, found out by reading alone. */
export interface WirePromise {
  readonly title: string;
  keep(wire: Wire): Promise<void>;
}

const CATALOG = 'catalog?locale=en';
/** Enough to find a wrong shape, and few enough for a rate limit. */
const MOST_PREVIEWS = 12;

async function bodyOf(answer: Response): Promise<unknown> {
  const type = answer.headers.get('content-type') ?? 'none';
  say(/^application\/json\b/i.test(type), `The answer should be application/json, and its content-type is ${type}.`);
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return say(false, 'The answer is not JSON.');
  }
}

function read<T>(decode: Decoder<T>, body: unknown, what: string): T {
  try {
    return decode(body, '');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    say(false, `The answer should be ${what}: ${why}`);
    throw cause;
  }
}

async function catalogOf(wire: Wire): Promise<Catalog> {
  const answer = await wire.ask(CATALOG);
  say(answer.status === 200, `The catalog should answer 200, and answers ${answer.status}. Is a session missing?`);
  return read(decodeCatalog, await bodyOf(answer), 'a Catalog');
}

function previewing(wire: Wire, selection: object): Promise<Response> {
  return wire.ask('preview', JSON.stringify({ selection, locale: 'en' }));
}

async function refused(answer: Response, status: number, code: string): Promise<void> {
  const body = await bodyOf(answer);
  read(decodeErrorBody, body, 'an error of the wire');
  const { code: said } = decodeError(body);
  say(said === code, `It should be refused with the code ${code}, and is refused with ${said}.`);
  say(answer.status === status, `The code ${code} should come with ${status}, and comes with ${answer.status}.`);
}

function checkHeaders({ headers }: Response): void {
  const version = headers.get(VERSION_HEADER);
  say(version === String(WIRE_VERSION), `${VERSION_HEADER} should be ${WIRE_VERSION}, and is ${version ?? 'missing'}.`);
  const cache = headers.get('cache-control') ?? 'missing';
  say(/\bno-store\b/.test(cache), `cache-control should say no-store, and is ${cache}.`);
}

function checkConsistent({ plans, addons, topUps, subscription, capabilities, ...catalog }: Catalog): void {
  const prices = plans.flatMap((plan) => plan.prices);
  say(plans.length > 0, 'The catalog should have a plan, and has none.');
  say(new Set(plans.map(({ id }) => id)).size === plans.length, 'Every plan should have an id of its own.');
  say(new Set(prices.map(({ id }) => id)).size === prices.length, 'Every price should have an id of its own.');
  say(catalog.scopeKey !== '', 'The catalog should have a scopeKey.');
  say(capabilities.addons || addons.length === 0, 'Add-ons are offered, and addons is not claimed.');
  say(capabilities.topUp || topUps.length === 0, 'Credit is offered, and topUp is not claimed.');
  say(capabilities.credits || !subscription?.creditBalance, 'A balance is shown, and credits is not claimed.');
  const secret = catalog.role === 'customer' && (catalog.operatorBalance !== null || prices.some(({ cost }) => cost));
  say(!secret, 'A customer should not see what the operator pays or holds.');
  for (const origin of catalog.redirectOrigins) {
    // A URL may hold an asterisk; as a wildcard it means nothing.
    const isOne = !origin.includes('*') && checkRedirect(`${origin}/`, [origin]).ok;
    say(isOne, `${JSON.stringify(origin)} is no origin that a customer may be sent to.`);
  }
  const open = catalog.openChange !== null || linksOf(subscription).some((url) => url !== null);
  say(catalog.may === 'change' || !open, 'Somebody who may only look should get no open change and no link that pays.');
  new Intl.DateTimeFormat('en', { timeZone: catalog.billingTimeZone });
}

function linksOf(subscription: Catalog['subscription']): readonly (string | null)[] {
  if (subscription === null) return [];
  const own = 'recoveryUrl' in subscription ? subscription.recoveryUrl : null;
  const checkout = 'checkoutUrl' in subscription ? subscription.checkoutUrl : null;
  return [own, checkout, subscription.pendingChange?.recoveryUrl ?? null];
}

function checkPreview(preview: PreviewOutcome, { id }: Price, { capabilities }: Catalog): void {
  const { to } = preview.change;
  say(to.priceId === id, `The preview should be of ${id}, and is of ${to.priceId}.`);
  if (preview.status === 'blocked') return;
  say(preview.validForMs > 0, 'The preview is outdated as it arrives.');
  say(capabilities.preview || preview.status !== 'quote', 'It is a quote, and preview is not claimed.');
  if (preview.status !== 'quote') return;
  const amounts = preview.lines.map(({ amount }) => amount);
  say(amounts.length === 0 || addsUp(amounts, preview.dueNow), 'The lines do not add up to what is due.');
  const agrees = preview.certainty === 'exact' ? preview.excludes.length === 0 : preview.excludes.length > 0;
  say(agrees, `"${preview.certainty}" and excludes disagree.`);
}

/** What can be found out without changing anything. */
export const wirePromises: readonly WirePromise[] = [
  {
    title: 'answers the catalog in the shape of the wire',
    keep: async (wire) => void (await catalogOf(wire)),
  },
  {
    title: 'names the version of the wire and is never cached, answers and errors alike',
    async keep(wire) {
      checkHeaders(await wire.ask(CATALOG));
      checkHeaders(await wire.ask('no-such-call'));
    },
  },
  {
    title: 'says in its catalog nothing that contradicts itself, and to a customer nothing of the operator’s',
    keep: async (wire) => checkConsistent(await catalogOf(wire)),
  },
  {
    title: 'previews every price or says why not, and changes nothing by it',
    async keep(wire) {
      const before = await catalogOf(wire);
      const prices = before.plans.flatMap((plan) => plan.prices).filter(({ unavailable }) => unavailable === null);
      for (const price of prices.slice(0, MOST_PREVIEWS)) {
        const answer = await previewing(wire, { priceId: price.id });
        const body = await bodyOf(answer);
        if (answer.ok) checkPreview(read(decodePreview, body, 'a Preview'), price, before);
        else read(decodeErrorBody, body, 'an error of the wire');
      }
      const { subscription } = await catalogOf(wire);
      say(alike(subscription, before.subscription), 'Prices were previewed, and the subscription is another.');
    },
  },
  {
    title: 'refuses a price that it does not know',
    async keep(wire) {
      const answer = await previewing(wire, { priceId: 'no_such_price' });
      if (!answer.ok) return refused(answer, 422, 'unknown_price');
      const { status } = read(decodePreview, await bodyOf(answer), 'a Preview');
      say(status === 'blocked', `An unknown price should be blocked or refused, and the preview is "${status}".`);
    },
  },
  {
    title: 'refuses what is no JSON, and members that the wire does not have',
    async keep(wire) {
      await refused(await wire.ask('preview', '{'), 400, 'invalid_request');
      await refused(await previewing(wire, { priceId: 'p', amount: 1 }), 400, 'invalid_request');
    },
  },
  {
    title: 'refuses a body that a form of any page could send',
    keep: async (wire) =>
      refused(await wire.ask('preview', '{}', { 'content-type': 'text/plain' }), 415, 'unsupported_media_type'),
  },
  {
    title: 'refuses what is asked by a page that shows another subscription',
    async keep(wire) {
      const { plans, scopeKey } = await catalogOf(wire);
      const priceId = plans.flatMap(({ prices }) => prices).find(({ unavailable }) => unavailable === null)?.id;
      if (priceId === undefined) return;
      const body = JSON.stringify({ selection: { priceId }, locale: 'en' });
      const shows = (key: string) => wire.ask('preview', body, { [SCOPE_HEADER]: encodeURIComponent(key) });
      const own = await shows(scopeKey);
      say(own.ok || own.status === 422, `With its own ${SCOPE_HEADER} a preview is answered ${own.status}.`);
      await refused(await shows(`${scopeKey}x`), 400, 'invalid_request');
    },
  },
  {
    title: 'answers a call that the wire does not have as an error of the wire',
    keep: async (wire) => refused(await wire.ask('no-such-call'), 404, 'not_found'),
  },
];
