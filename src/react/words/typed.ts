/** What was typed, without the marks that come with a word copied from a sentence of mixed direction. */
export function typedWord(text: string): string {
  return text.replace(/[\u200e\u200f\u2066-\u2069]/g, '').trim();
}
