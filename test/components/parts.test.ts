import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PARTS } from '../../src/theme/parts.js';

const SRC = path.resolve(import.meta.dirname, '../../src');
const all = readdirSync(SRC, { recursive: true, encoding: 'utf8' });
const read = (ending: RegExp) =>
  all
    .filter((file) => ending.test(file) && !file.startsWith('sandbox'))
    .map((file) => [file, readFileSync(path.join(SRC, file), 'utf8')] as const);
/** The layer that a host takes; what seals it is added by the build, and read in `test/package.test.ts`. */
const sheets = read(/(?<!reset|sealed)\.css$/);
const views = read(/components.*\.tsx?$/)
  .map(([, text]) => text)
  .join('\n');

describe('the styling contract', () => {
  it('has every class that the style sheet speaks of', () => {
    // `ps-part` is what all of them have.
    const known = new Set<string>([...PARTS, 'part']);
    const strange = sheets
      .flatMap(([, css]) => [...css.matchAll(/\.ps-([a-z-]+)/g)].map(([, name]) => name ?? ''))
      .filter((name) => !known.has(name));
    expect([...new Set(strange)]).toEqual([]);
  });

  it('names no part that nothing wears', () => {
    expect(PARTS.filter((name) => !views.includes(`'${name}'`))).toEqual([]);
  });

  it('is gathered whole at the front door', () => {
    const door = sheets.find(([file]) => file.endsWith(path.join('exports', 'styles.css')))?.[1] ?? '';
    const gathered = [...door.matchAll(/'\.\.\/(.+?)'/g)].map(([, file]) => file);
    const written = sheets
      .map(([file]) => file.replaceAll(path.sep, '/'))
      .filter((file) => !file.startsWith('exports'));
    expect(new Set(gathered)).toEqual(new Set(written));
    expect(gathered).toHaveLength(written.length);
  });

  it('stays in its layer and below every rule of the host', () => {
    for (const [file, css] of sheets) {
      if (file.startsWith('exports')) continue;
      expect([file, css.trimStart().startsWith('@layer planshift {')]).toEqual([file, true]);
      const strong = [...css.replace(/\/\*.*?\*\//gs, '').matchAll(/([^{};]+)\{/g)]
        .map(([, selector]) => (selector ?? '').trim())
        .filter(
          (selector) => !/^(@|to$|from$)/.test(selector) && !/^:where\(.*\)(::(backdrop|before))?$/s.test(selector),
        );
      expect([file, strong]).toEqual([file, []]);
      expect([file, css.includes('!important')]).toEqual([file, false]);
    }
  });

  it('says sides by reading direction, and sizes by the text', () => {
    for (const [file, css] of sheets) {
      const physical = css.match(
        /(?<![\w-])(margin|padding|border)-(left|right|top|bottom)|(?<![\w-])(left|right|top|bottom|width|height):|text-align: (left|right)|\d(rem|vw|vh)\b/g,
      );
      expect([file, physical]).toEqual([file, null]);
    }
  });
});
