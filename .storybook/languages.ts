import type { Messages } from 'planshift';
import type { Language } from '../stories/frame/language.js';

// Every language that the package has an entry for: a new one is in the toolbar by being there.
const entries = import.meta.glob<Readonly<Record<string, Messages>>>('../src/exports/locales/*.ts');

const tagOf = (file: string) => file.replace(/^.*\/|\.ts$/g, '');

export const languageTags: readonly string[] = Object.keys(entries).map(tagOf).sort();

/** A language by its own name, as a reader looks for it. */
export function nameOf(tag: string): string {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
}

export async function languageOf(tag: string): Promise<Language> {
  const open = Object.entries(entries).find(([file]) => tagOf(file) === tag)?.[1];
  // An entry has one export: the words.
  const [messages = {}] = open ? Object.values(await open()) : [];
  return { locale: tag, messages };
}

const RIGHT_TO_LEFT = new Set(['ar', 'ckb', 'fa', 'he', 'ur']);

export function isRightToLeft(tag: string): boolean {
  return RIGHT_TO_LEFT.has(new Intl.Locale(tag).language);
}
