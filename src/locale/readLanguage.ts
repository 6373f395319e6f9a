import { en } from './en.js';
import type { Language } from './language.js';
import type { Messages } from './messages.js';
import { isMessageKey, wordProblems, type WordProblem } from './problems.js';

// Not every browser says the direction of a tag.
const FROM_RIGHT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'nqo', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi']);
const SCRIPTS_FROM_RIGHT = new Set(['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa']);

function isWrittenFromRight({ language, script }: Intl.Locale): boolean {
  return script === undefined ? FROM_RIGHT.has(language) : SCRIPTS_FROM_RIGHT.has(script);
}

function tagOf(locale: string): Intl.Locale {
  try {
    return new Intl.Locale(locale);
  } catch (cause) {
    throw new Error(
      `${JSON.stringify(locale)} is no tag of a language, so that nobody knows how to count and to write dates in it. Write one such as "da" or "pt-BR".`,
      { cause },
    );
  }
}

type Told = (problems: readonly WordProblem[]) => void;

function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== 'production';
  } catch {
    // A page without a bundler knows nothing of this.
    return false;
  }
}

function inConsole(problems: readonly WordProblem[]): void {
  if (problems.length === 0 || !isDevelopment()) return;
  const lines = problems.map(({ key, problem }) => `${problem}: ${key}`);
  console.warn(`Planshift: ${problems.length} words of this language need a look.\n${lines.join('\n')}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** A word with these is not said: it would show a hole, or nothing. English is said instead. */
const UNUSABLE: ReadonlySet<WordProblem['problem']> = new Set(['missing', 'unknown', 'unreadable', 'names']);

/**
 * A language out of JSON: `{ "locale": "da", "messages": { … } }`. Its direction is that of the tag, unless `"direction"` says
 * `"rtl"` or `"ltr"`. Words that are missing or cannot be used are English.
 * @param told hears what is wrong, once. Default: the console, in development only.
 * @throws Error where the data are no language at all.
 */
export function readLanguage(data: unknown, told: Told = inConsole): Language {
  if (!isRecord(data) || typeof data['locale'] !== 'string' || !isRecord(data['messages']))
    throw new Error(
      'This is no language. It needs a tag and words: { "locale": "da", "messages": { "plans.title": "Abonnementer" } }.',
    );
  const { locale, messages: words } = data;
  const tag = tagOf(locale);
  const problems = wordProblems(locale, words);
  told(problems);
  const unusable = new Set(problems.filter(({ problem }) => UNUSABLE.has(problem)).map(({ key }) => key));
  const own = Object.entries(words).filter(([key]) => isMessageKey(key) && !unusable.has(key));
  // Safe: each of the words that are left was held against the English one, which is there for all others.
  const messages = { ...en, ...Object.fromEntries(own) } as Messages;
  const isFromRight = data['direction'] === undefined ? isWrittenFromRight(tag) : data['direction'] === 'rtl';
  return { locale, messages, ...(isFromRight && { direction: 'rtl' as const }) };
}
