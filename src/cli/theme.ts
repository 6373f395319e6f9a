import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { contrastProblems, type ContrastProblem } from '../theme/contrastProblems.js';
import { createTheme } from '../theme/createTheme.js';
import { TOKEN_NAMES } from '../theme/kinds.js';
import { parseTheme } from '../theme/parseTheme.js';
import { CORNERS, DENSITIES } from '../theme/presets.js';
import type { Corners, Density, ThemeProblem } from '../theme/theme.js';
import { themeCss } from '../theme/themeCss.js';

export const THEME_HELP = `planshift theme lint FILE [--json]
planshift theme create '#rrggbb' [--light COLOR] [--dark COLOR] [--density D] [--corners C] [--css]

  lint          reads a theme file and names each value that is refused, and each pair of colours that cannot be read
  create        prints a whole theme out of one colour, light and dark, in which every pair can be read
  --light       the colour of your page where it is light; default white
  --dark        the same where it is dark
  --density     ${Object.keys(DENSITIES).join(', ')}
  --corners     ${Object.keys(CORNERS).join(', ')}
  --css         prints a rule for :root in place of JSON
  --json        prints what lint found as JSON

Exit code 0: all is well; 1: something was found; 2: it could not be run.`;

/** Looks at a partner's theme, or makes one; sets the exit code. */
export function runTheme(args: readonly string[]): void {
  try {
    const [act, ...rest] = args;
    if (act === undefined || act === '--help' || act === '-h') console.log(THEME_HELP);
    else if (act === 'lint') lint(rest);
    else if (act === 'create') create(rest);
    else throw new Error(`it lints or creates, and does not ${JSON.stringify(act)}.`);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    // What is said of a file that cannot be read has a piece of it inside, which a terminal could obey.
    console.error(`planshift theme: ${message.replace(/[^\P{Cc}\n]/gu, '?')}`);
    process.exitCode = 2;
  }
}

function lint(args: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  });
  const file = only(positionals, 'one file of JSON');
  const { theme, problems } = parseTheme(JSON.parse(readFileSync(file, 'utf8')));
  const contrast = contrastProblems(theme);
  const count = problems.length + contrast.length;
  const lent = TOKEN_NAMES.filter((name) => JSON.stringify(theme[name] ?? '').includes('var('));
  if (values.json === true) console.log(JSON.stringify({ refused: problems, contrast, notMeasured: lent }, null, 2));
  else
    console.log(
      [`${file}: ${summary(count)}`, ...problems.map(refusal), ...contrast.map(faint), ...lent.map(unknown)].join('\n'),
    );
  process.exitCode = count === 0 ? 0 : 1;
}

function create(args: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      light: { type: 'string' },
      dark: { type: 'string' },
      density: { type: 'string' },
      corners: { type: 'string' },
      css: { type: 'boolean' },
    },
  });
  const theme = createTheme({
    brand: only(positionals, 'one colour'),
    surface: { ...(values.light && { light: values.light }), ...(values.dark && { dark: values.dark }) },
    ...chosen<'density', Density>('density', values.density, DENSITIES),
    ...chosen<'corners', Corners>('corners', values.corners, CORNERS),
  });
  console.log(values.css === true ? themeCss(theme).trimEnd() : JSON.stringify(theme, null, 2));
}

/** One that there is, or nothing where nothing was asked for. */
function chosen<Name extends string, Choice extends string>(
  name: Name,
  asked: string | undefined,
  known: Readonly<Record<Choice, unknown>>,
): { readonly [N in Name]?: Choice } {
  if (asked === undefined) return {};
  const isKnown = (text: string): text is Choice => Object.hasOwn(known, text);
  if (!isKnown(asked)) throw new Error(`--${name} takes ${Object.keys(known).join(', ')}.`);
  // One name and its value, which is what the type says in general.
  return { [name]: asked } as { readonly [N in Name]: Choice };
}

function only(positionals: readonly string[], what: string): string {
  const [first, ...more] = positionals;
  if (first === undefined || more.length > 0) throw new Error(`it takes ${what}.`);
  return first;
}

function summary(count: number): string {
  if (count === 0) return 'every value is taken, and every pair that is measured can be read, light and dark.';
  return count === 1 ? '1 problem.' : `${count} problems.`;
}

function refusal({ key, why }: ThemeProblem): string {
  // A key is as hostile as a value.
  return `  refused   ${JSON.stringify(key.slice(0, 40)).replace(/[^\x20-\x7e]/g, '?')}: ${why}`;
}

function unknown(name: string): string {
  return `  unknown   ${name}: a variable of the host; what stands on it, and it on others, is not measured`;
}

function faint({ scheme, tokens: [front, ...back], ratio, needed }: ContrastProblem): string {
  // Rounded down: what is a hair too little must not read as enough.
  const measured = (Math.floor(ratio * 100) / 100).toFixed(2);
  return `  contrast  ${scheme.padEnd(5)}  ${front} on ${back.join(' on ')}: ${measured}, needs ${needed}`;
}
