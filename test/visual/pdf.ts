import { inflateSync } from 'node:zlib';

/**
 * The words of each page of a PDF as Chromium writes it, without spaces: letters of a line may be set in several pieces.
 * Enough of the format for our own files, and no more.
 */
export function pagesOf(file: Buffer): readonly string[] {
  const objects = objectsOf(file);
  const pages = [...objects.values()].filter(({ head }) => /\/Type\s*\/Page\b/.test(head));
  return pages.map((page) => {
    const fonts = new Map(
      [...entries(objects, page.head, 'Font')].map(([name, id]) => [
        name,
        lettersOf(objects, objects.get(id)?.head ?? ''),
      ]),
    );
    const content = /\/Contents\s+(\d+) 0 R/.exec(page.head)?.[1] ?? '';
    return wordsIn(objects.get(content)?.stream.toString('latin1') ?? '', fonts);
  });
}

interface PdfObject {
  readonly head: string;
  readonly stream: Buffer;
}

function objectsOf(file: Buffer): ReadonlyMap<string, PdfObject> {
  const text = file.toString('latin1');
  const found = new Map<string, PdfObject>();
  for (const { 1: id = '', index } of text.matchAll(/(?:^|\n)(\d+) 0 obj\b/g)) {
    const end = text.indexOf('endobj', index);
    const body = text.slice(index, end);
    const at = /stream\r?\n/.exec(body);
    if (at === null) {
      found.set(id, { head: body, stream: Buffer.alloc(0) });
      continue;
    }
    const head = body.slice(0, at.index);
    const from = index + at.index + at[0].length;
    const raw = file.subarray(from, text.indexOf('endstream', from));
    found.set(id, { head, stream: head.includes('/FlateDecode') ? inflateSync(raw) : raw });
  }
  return found;
}

/** What a page names in one kind of its resources, which may stand in an object of their own. */
function* entries(objects: ReadonlyMap<string, PdfObject>, head: string, kind: string): Iterable<[string, string]> {
  const own = /\/Resources\s+(\d+) 0 R/.exec(head)?.[1];
  const resources = own === undefined ? head : (objects.get(own)?.head ?? '');
  const list = new RegExp(`/${kind}\\s*<<([^>]*)>>`).exec(resources)?.[1] ?? '';
  for (const [, name = '', id = ''] of list.matchAll(/\/(\S+)\s+(\d+) 0 R/g)) yield [name, id];
}

/** Which letters the numbers of a font stand for. */
function lettersOf(objects: ReadonlyMap<string, PdfObject>, font: string): ReadonlyMap<number, string> {
  const map = objects.get(/\/ToUnicode\s+(\d+) 0 R/.exec(font)?.[1] ?? '')?.stream.toString('latin1') ?? '';
  const letters = new Map<number, string>();
  for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', text = ''] of block.matchAll(/<([0-9A-F]+)>\s*<([0-9A-F]+)>/gi))
      letters.set(parseInt(code, 16), utf16(text));
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', to = '', text = ''] of block.matchAll(/<([0-9A-F]+)>\s*<([0-9A-F]+)>\s*<([0-9A-F]+)>/gi))
      for (let code = parseInt(from, 16), step = 0; code <= parseInt(to, 16); code += 1, step += 1)
        letters.set(code, String.fromCodePoint((utf16(text).codePointAt(0) ?? 0) + step));
  return letters;
}

const utf16 = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');

function wordsIn(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let letters: ReadonlyMap<number, string> = new Map();
  let words = '';
  for (const [, font, hex] of content.matchAll(/\/(\S+) [\d.]+ Tf|<([0-9A-F]+)>/gi)) {
    if (font !== undefined) letters = fonts.get(font) ?? letters;
    for (const [code] of (hex ?? '').matchAll(/.{4}/g)) words += letters.get(parseInt(code, 16)) ?? '';
  }
  return words.normalize('NFKC').replace(/\s+/g, '');
}
