import { describe, expect, it } from 'vitest';
import { checkRedirect, checkReturnPath } from '../../src/core/redirect.js';
import { loadCases } from '../cases.js';

interface UrlCase {
  readonly id: string;
  readonly input?: unknown;
  readonly inputAbsent?: boolean;
  readonly inputGenerator?: {
    readonly prefix: string;
    readonly repeat: string;
    readonly times: number;
    readonly suffix?: string;
  };
  readonly expect: 'accept' | 'reject';
  readonly rule: string;
  readonly canonical?: string;
  readonly defeats?: readonly string[];
}
interface Corpus {
  readonly allowList: readonly string[];
  readonly cases: readonly UrlCase[];
  readonly returnPath: {
    readonly base: string;
    readonly cases: readonly { readonly id: string; readonly input: unknown; readonly expect: 'accept' | 'reject' }[];
  };
}

// The shape is what this file tests against; a corpus of another shape fails its cases.
const corpus = loadCases('redirect-urls') as Corpus;

function inputOf({ input, inputAbsent, inputGenerator: made }: UrlCase): unknown {
  if (inputAbsent) return undefined;
  return made ? made.prefix + made.repeat.repeat(made.times) + (made.suffix ?? '') : input;
}

console.info(`redirect-urls: ${corpus.cases.length} links and ${corpus.returnPath.cases.length} paths, none skipped`);

describe('a checkout link', () => {
  it('has cases to be judged by', () => {
    expect(corpus.cases.length).toBeGreaterThan(0);
    expect(corpus.returnPath.cases.length).toBeGreaterThan(0);
  });

  it.each(corpus.cases.map((one) => [one.id, one] as const))('is judged as the corpus says: %s', (_, one) => {
    const verdict = checkRedirect(inputOf(one), corpus.allowList);
    if (one.expect === 'accept') expect(verdict).toEqual({ ok: true, href: one.canonical });
    else expect(verdict).toEqual({ ok: false, rule: one.rule });
  });

  it('may be 2048 characters long and not one more', () => {
    const [origin = ''] = corpus.allowList;
    const long = (length: number) => `${origin}/`.padEnd(length, 'a');
    expect(checkRedirect(long(2048), corpus.allowList)).toEqual({ ok: true, href: long(2048) });
    expect(checkRedirect(long(2049), corpus.allowList)).toEqual({ ok: false, rule: 'length' });
  });

  it('is refused in under 5 ms when it is far too long', () => {
    const endless = `https://${'a.'.repeat(200_000)}checkout.example.com/`;
    checkRedirect(endless, corpus.allowList);
    const from = performance.now();
    checkRedirect(endless, corpus.allowList);
    expect(performance.now() - from).toBeLessThan(5);
  });

  it.each(['http://127.0.0.1:4010', 'http://localhost:4010', 'http://[::1]:4010', 'https://localhost:8443'])(
    'may be on a loopback origin that is listed exactly: %s',
    (origin) => {
      expect(checkRedirect(`${origin}/checkout/chk_1`, [origin])).toEqual({
        ok: true,
        href: `${origin}/checkout/chk_1`,
      });
      expect(checkRedirect(`${origin}1/checkout/chk_1`, [origin]).ok).toBe(false);
      expect(checkRedirect(`${origin}/checkout/chk_1`, ['https://checkout.example.com']).ok).toBe(false);
    },
  );

  it.each(['http://checkout.example.com', 'http://127.0.0.1.evil.example:4010', 'http://localhost.evil.example:4010'])(
    'is refused without TLS outside of loopback, even where the list holds it: %s',
    (origin) => expect(checkRedirect(`${origin}/`, [origin]).ok).toBe(false),
  );
});

/** Ways to check a link that are often seen and each let something through. */
const allowed = (url: URL) => corpus.allowList.includes(url.origin);
const attempt = (check: () => boolean): boolean => {
  try {
    return check();
  } catch {
    return false;
  }
};
const naive: Readonly<Record<string, (input: string) => boolean>> = {
  startsWith: (input) => corpus.allowList.some((origin) => input.startsWith(origin)),
  includes: (input) => corpus.allowList.some((origin) => input.includes(new URL(origin).host)),
  regexUnescaped: (input) => corpus.allowList.some((origin) => new RegExp(`^${origin}`).test(input)),
  hostEndsWith: (input) =>
    attempt(() => corpus.allowList.some((origin) => new URL(input).hostname.endsWith(new URL(origin).hostname))),
  notScript: (input) => !/^\s*javascript:/i.test(input),
  parseOriginWithBase: (input) => attempt(() => allowed(new URL(input, 'https://checkout.example.com/'))),
  parseOriginOnly: (input) => attempt(() => allowed(new URL(input))),
};

describe('the corpus', () => {
  it.each(Object.keys(naive))('tells our check from the mutant %s', (name) => {
    const fooled = corpus.cases.filter((one) => {
      const input = inputOf(one);
      return one.expect === 'reject' && typeof input === 'string' && naive[name]?.(input);
    });
    expect(fooled.length).toBeGreaterThan(0);
    for (const one of fooled) expect(checkRedirect(inputOf(one), corpus.allowList).ok).toBe(false);
  });

  it('names no mutant that is not tried here', () => {
    const named = new Set(corpus.cases.flatMap((one) => one.defeats ?? []));
    expect([...named].filter((name) => !(name in naive))).toEqual([]);
  });
});

describe('a path to return to', () => {
  const { base, cases } = corpus.returnPath;

  it.each(cases.map((one) => [one.id, one] as const))(
    'is judged as the corpus says: %s',
    (_, { input, expect: want }) => {
      const verdict = checkReturnPath(input, base);
      expect(verdict.ok).toBe(want === 'accept');
      if (verdict.ok) expect(new URL(verdict.href).origin).toBe(new URL(base).origin);
    },
  );

  it('is refused where the page has no address of its own', () => {
    for (const home of ['', 'about:blank', '/billing', 'data:text/html,x'])
      expect(checkReturnPath('/billing', home).ok).toBe(false);
  });

  it.each([undefined, null, 7, ['/billing'], { toString: () => '/billing' }, '', '/'.padEnd(2049, 'a')])(
    'is refused where it is no text of a length: %s',
    (input) => expect(checkReturnPath(input, base).ok).toBe(false),
  );
});
