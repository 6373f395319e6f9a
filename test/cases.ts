import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = process.env.PLANSHIFT_CASES ?? path.resolve(import.meta.dirname, 'cases');

/** A file of cases as JSON: from the folder named by PLANSHIFT_CASES, or from test/cases. */
export function loadCases(name: string): unknown {
  return JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
}
