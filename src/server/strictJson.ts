const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Thrown for JSON that two readers could understand differently, or that could do harm. */
export class StrictJsonError extends Error {
  override readonly name = 'StrictJsonError';
}

/**
 * Parses JSON and refuses what is valid but treacherous: duplicate keys, keys that reach a prototype, numbers that cannot be
 * held exactly, nesting beyond `maxDepth`. Takes time linear in the length.
 */
export function parseStrictJson(text: string, maxDepth: number): unknown {
  inspect(text, maxDepth);
  try {
    return JSON.parse(text);
  } catch {
    throw new StrictJsonError('The body is not JSON.');
  }
}

function inspect(text: string, maxDepth: number): void {
  const open: (Set<string> | null)[] = [];
  let at = 0;
  while (at < text.length) {
    const letter = text[at];
    if (letter === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keys && isKey(text, end)) remember(keys, text.slice(at, end));
      at = end;
    } else if (letter === '{' || letter === '[') {
      if (open.push(letter === '{' ? new Set() : null) > maxDepth)
        throw new StrictJsonError(`The body is nested deeper than ${maxDepth}.`);
      at += 1;
    } else if (letter === '}' || letter === ']') {
      open.pop();
      at += 1;
    } else if (letter === '-' || (letter !== undefined && letter >= '0' && letter <= '9')) {
      const end = endOfNumber(text, at);
      checkNumber(text.slice(at, end));
      at = end;
    } else at += 1;
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  throw new StrictJsonError('The body is not JSON.');
}

function isKey(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return text[at] === ':';
}

function remember(keys: Set<string>, raw: string): void {
  const key = unquote(raw);
  if (FORBIDDEN.has(key)) throw new StrictJsonError('The body has a key that is never accepted.');
  if (keys.has(key)) throw new StrictJsonError('The body has the same key twice.');
  keys.add(key);
}

function unquote(raw: string): string {
  try {
    return String(JSON.parse(raw));
  } catch {
    throw new StrictJsonError('The body is not JSON.');
  }
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && /[0-9.eE+-]/.test(text.charAt(at))) at += 1;
  return at;
}

// Every number of the wire is a whole number that a double holds exactly.
function checkNumber(raw: string): void {
  if (!/^(?:0|-?[1-9][0-9]{0,15})$/.test(raw) || !Number.isSafeInteger(Number(raw)))
    throw new StrictJsonError('The body has a number that is no safe whole number.');
}
