import { invalid } from './problems.js';

/** A form body taken apart: `items[0][price]=x` is `{ items: { 0: { price: 'x' } } }`. */
export interface Form {
  readonly [key: string]: string | Form;
}

const DEEPEST = 8;

export function parseForm(body: string): Form {
  const form = emptyForm();
  for (const [name, value] of new URLSearchParams(body)) put(form, keysOf(name), value);
  return form;
}

interface Growing {
  [key: string]: string | Growing;
}

// Without a prototype no key of a form can be one of it.
function emptyForm(): Growing {
  const form: Growing = Object.create(null);
  return form;
}

function keysOf(name: string): readonly string[] {
  const keys = name.replaceAll(']', '').split('[');
  if (keys.length > DEEPEST) throw invalid(name, 'Nested too deep.');
  return keys;
}

function put(form: Growing, [key = '', ...rest]: readonly string[], value: string): void {
  const name = key === '' ? String(Object.keys(form).length) : key;
  if (rest.length === 0) {
    form[name] = value;
    return;
  }
  const inner = form[name];
  const next = typeof inner === 'object' ? inner : emptyForm();
  form[name] = next;
  put(next, rest, value);
}

export function text(form: Form, key: string): string | null {
  const value = form[key];
  if (typeof value === 'object') throw invalid(key, 'Invalid string.');
  return value === undefined || value === '' ? null : value;
}

export function required(form: Form, key: string): string {
  const value = text(form, key);
  if (value === null) throw invalid(key, `Missing required param: ${key}.`);
  return value;
}

export function whole(form: Form, key: string): number | null {
  const value = text(form, key);
  if (value === null) return null;
  if (!/^\d{1,15}$/.test(value)) throw invalid(key, `Invalid integer: ${value}`);
  return Number(value);
}

export function flag(form: Form, key: string): boolean | null {
  const value = text(form, key);
  if (value === null) return null;
  if (value !== 'true' && value !== 'false') throw invalid(key, `Invalid boolean: ${value}`);
  return value === 'true';
}

export function choice<const T extends string>(form: Form, key: string, values: readonly T[]): T | null {
  const value = text(form, key);
  if (value === null) return null;
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) throw invalid(key, `Invalid ${key}: must be one of ${values.join(', ')}`);
  return found;
}

export function inner(form: Form, key: string): Form {
  const value = form[key];
  return typeof value === 'object' ? value : {};
}

/** The forms of a list, in their order. */
export function forms(form: Form, key: string): readonly Form[] {
  return Object.values(inner(form, key)).filter((value) => typeof value === 'object');
}

export function texts(form: Form, key: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inner(form, key)).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** Refuses what the sandbox would have to ignore: a silent half of an answer is worse than none. */
export function only(form: Form, keys: readonly string[]): void {
  for (const key of Object.keys(form))
    if (!keys.includes(key) && key !== 'expand')
      throw invalid(key, `The sandbox does not serve the parameter ${key}.`, 501);
}
