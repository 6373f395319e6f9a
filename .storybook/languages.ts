import type { Language } from 'planshift';

// Every language that the package has an entry for: a new one is in the toolbar by being there.
const entries = import.meta.glob<Readonly<Record<string, Language>>>([
  '../src/exports/locales/*.ts',
  '!../src/exports/locales/custom.ts',
]);

const tagOf = (file: string) => file.replace(/^.*\/|\.ts$/g, '');

export const languageTags: readonly string[] = Object.keys(entries).map(tagOf).sort();

/** A language by its own name, as a reader looks for it. */
export function nameOf(tag: string): string {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
}

/** Undefined for English, which a provider speaks by itself. */
export async function languageOf(tag: string): Promise<Language | undefined> {
  const open = Object.entries(entries).find(([file]) => tagOf(file) === tag)?.[1];
  // An entry has one export.
  return open && tag !== 'en' ? Object.values(await open())[0] : undefined;
}
