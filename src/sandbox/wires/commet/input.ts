import type { BillingInterval } from '../../../core/plan.js';
import { INTERVAL_NAMES, intervalNamed } from './intervals.js';
import type { Problem } from './problems.js';
import { invalid } from './problems.js';

/** Thrown where a request cannot be answered with what it asks for. */
export class Problematic extends Error {
  override readonly name = 'Problematic';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON object, or no fields at all where there is no body. */
export function parseFields(body: string): Fields {
  if (body === '') return {};
  const value = parseJson(body);
  if (!isFields(value)) throw new Problematic({ code: 'invalid_json', message: 'The body is no JSON object.' });
  return value;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Problematic({ code: 'invalid_json', message: 'The body is no JSON.' });
  }
}

export function optionalText(fields: Fields, field: string): string | undefined {
  const value = fields[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || value === '') throw new Problematic(invalid(field, 'must be a text'));
  return value;
}

export function text(fields: Fields, field: string): string {
  const value = optionalText(fields, field);
  if (value === undefined) throw new Problematic(invalid(field, 'required'));
  return value;
}

export function optionalFlag(fields: Fields, field: string): boolean | undefined {
  const value = fields[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw new Problematic(invalid(field, 'must be true or false'));
  return value;
}

export function wholeNumber(fields: Fields, field: string): number {
  const value = Number(fields[field]);
  if (!Number.isSafeInteger(value) || value < 0) throw new Problematic(invalid(field, 'must be a whole number'));
  return value;
}

export function optionalInterval(fields: Fields, field: string): BillingInterval | undefined {
  const name = optionalText(fields, field);
  if (name === undefined) return undefined;
  const interval = intervalNamed(name);
  if (!interval) throw new Problematic(invalid(field, `must be one of ${INTERVAL_NAMES.join(', ')}`));
  return interval;
}

export function optionalUrl(fields: Fields, field: string): string | undefined {
  const value = optionalText(fields, field);
  if (value === undefined) return undefined;
  if (!URL.canParse(value) || !/^https?:/i.test(value) || /[^\x21-\x7e]/.test(value))
    throw new Problematic(invalid(field, 'must be an absolute URL'));
  return value;
}
