import { parseArgs } from 'node:util';
import { createHttpAdapter } from '../client/createHttpAdapter.js';
import { verifyServer, type BrokenNote, type VerifyReport } from '../testing/verify/verifyServer.js';

export const VERIFY_HELP = `planshift verify URL [--header 'name: value'] [--json]

  URL           where a server speaks the wire: everything before /catalog
  --header      sent with every request, such as a session; may be given several times
  --json        prints the report as JSON

Reads only, and says what that cannot prove. Where the server offers test worlds (see "verify" in wire.schema.json), the whole
contract is run in them. Exit code 0: every promise was kept; 1: one was broken; 2: it could not be run.`;

/** Holds a server against the contract, prints what it found and sets the exit code. */
export async function runVerify(args: readonly string[]): Promise<void> {
  try {
    const asked = readArgs(args);
    if (asked === null) return console.log(VERIFY_HELP);
    const report = await verifyServer({
      ...asked,
      fetch,
      createAdapter: (endpoint, headers, ask) => createHttpAdapter({ endpoint, headers, fetch: ask }),
    });
    console.log(asked.json ? JSON.stringify(report, null, 2) : textOf(report));
    process.exitCode = brokenIn(report).length === 0 ? 0 : 1;
  } catch (thrown) {
    console.error(`planshift verify: ${reasonOf(thrown)}`);
    process.exitCode = 2;
  }
}

function readArgs(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      header: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return null;
  const [url, ...more] = positionals;
  if (url === undefined || more.length > 0)
    throw new Error('it takes one URL, such as http://localhost:3000/api/billing.');
  if (!URL.canParse(url) || !/^https?:/i.test(url)) throw new Error(`${JSON.stringify(url)} is no http URL.`);
  const headers = Object.fromEntries((values.header ?? []).map(headerOf));
  return { url, headers, json: values.json === true };
}

function headerOf(text: string): readonly [string, string] {
  const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(text) ?? [];
  // Its value may be a key, and is not repeated.
  if (name === undefined || value === undefined) throw new Error(`--header takes 'name: value'.`);
  return [name, value];
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error ? `${thrown.message}: ${thrown.cause.message}` : thrown.message;
}

function brokenIn({ wire, contract }: VerifyReport): readonly BrokenNote[] {
  return [...wire.broken, ...(contract?.broken ?? [])];
}

function textOf(report: VerifyReport): string {
  const { url, wire, contract } = report;
  const kept = [...wire.kept, ...(contract?.kept ?? [])];
  const broken = brokenIn(report);
  return [
    `${url}: ${kept.length} promises kept, ${broken.length} broken.`,
    '',
    ...kept.map((title) => `  kept    ${title}`),
    ...broken.flatMap(brokenText),
    '',
    ...(contract === null ? NOT_PROVED : contractText(contract)),
  ].join('\n');
}

function brokenText({ promise, why, request }: BrokenNote): readonly string[] {
  const body = request?.body ? ` ${request.body}` : '';
  const asked = request && `${request.method} ${request.url}${body} → ${request.status ?? 'no answer'}`;
  return [`  BROKEN  ${promise}`, ...(asked === null ? [] : [`          request: ${asked}`]), `          ${why}`];
}

const NOT_PROVED: readonly string[] = [
  'Read only: the server offers no test worlds, so nothing was changed and nothing is proved of what happens on a change:',
  'that the amount shown is the amount charged, that nobody pays twice, that a decline keeps the plan, schedules, undo,',
  'cancellation, checkouts, credit. To prove those, offer test worlds at __verify: see "verify" in planshift/wire.schema.json.',
];

function contractText({ claimed, proved, unproved, left }: NonNullable<VerifyReport['contract']>): readonly string[] {
  return [
    `Claimed: ${claimed.join(', ') || 'nothing'}.`,
    `Proved: ${proved.join(', ') || 'nothing'}.`,
    `Claimed and not proved: ${unproved.join(', ') || 'nothing'}.`,
    ...left.map(({ promise, why }) => `  not asked for: ${promise} (${why})`),
  ];
}
