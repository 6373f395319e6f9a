import type { HeldAddon, WorldMetadata } from '../../engine/world.js';
import { DodoProblem } from './problems.js';

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON object, or no fields at all where there is no body. */
export function fieldsOf(body: string): Fields {
  if (body === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    if (isFields(value)) return value;
  } catch {
    // Answered below, like any other body that is no object.
  }
  throw new DodoProblem('INVALID_REQUEST_BODY', 'The body is no JSON object.');
}

function wrong(field: string, expected: string): DodoProblem {
  return new DodoProblem('INVALID_REQUEST_BODY', `${field} must be ${expected}.`);
}

export function text(fields: Fields, field: string): string {
  const value = fields[field];
  if (typeof value !== 'string' || value === '') throw wrong(field, 'a text');
  return value;
}

export function optionalText(fields: Fields, field: string): string | null {
  return fields[field] === undefined || fields[field] === null ? null : text(fields, field);
}

export function flag(fields: Fields, field: string): boolean {
  const value = fields[field] ?? false;
  if (typeof value !== 'boolean') throw wrong(field, 'true or false');
  return value;
}

export function whole(fields: Fields, field: string, least: number): number {
  const value = fields[field];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least)
    throw wrong(field, `a whole number from ${least}`);
  return value;
}

export function choice<const T extends string>(fields: Fields, field: string, values: readonly T[], otherwise?: T): T {
  const given = fields[field] ?? otherwise;
  const found = values.find((candidate) => candidate === given);
  if (found === undefined) throw wrong(field, `one of ${values.join(', ')}`);
  return found;
}

export function metadata(fields: Fields): WorldMetadata | null {
  const given = fields.metadata;
  if (given === undefined || given === null) return null;
  if (!isFields(given)) throw wrong('metadata', 'an object');
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [key, value];
      throw wrong(`metadata.${key}`, 'a text, a number, true or false');
    }),
  );
}

/** Add-ons as they are asked for; none where the list is absent, as the vendor has it. */
export function addons(fields: Fields): readonly HeldAddon[] {
  const given = fields.addons ?? [];
  if (!Array.isArray(given)) throw wrong('addons', 'a list');
  return given.map((item: unknown) => {
    if (!isFields(item)) throw wrong('addons', 'a list of {addon_id, quantity}');
    return { addonId: text(item, 'addon_id'), quantity: whole(item, 'quantity', 1) };
  });
}

export function codes(fields: Fields): readonly string[] | null {
  const given = fields.discount_codes;
  const single = optionalText(fields, 'discount_code');
  if (given === undefined || given === null) return single === null ? null : [single];
  if (single !== null) throw wrong('discount_code', 'absent where discount_codes is given');
  if (!Array.isArray(given) || given.length > 20) throw wrong('discount_codes', 'a list of at most 20 codes');
  return given.map((item: unknown) => {
    if (typeof item === 'string') return item;
    throw wrong('discount_codes', 'a list of texts');
  });
}
