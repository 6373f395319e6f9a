import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const examples = ['examples/own-server/provider.ts', 'examples/rest-adapter/restAdapter.ts'];

/** The code block that follows the marker `<!-- file -->`, or null where the page has no such marker. */
function blockOf(page: string, file: string): string | null {
  const [, after] = page.split(`<!-- ${file} -->`);
  return after === undefined ? null : (/```\w*\n([\s\S]*?)```/.exec(after)?.[1] ?? '');
}

describe.each(examples)('%s', (file) => {
  const text = read(file);

  const block = blockOf(read('README.md'), file);

  it.skipIf(block === null)('stands in the README as it is, after the marker of its name', () =>
    expect(block).toBe(text),
  );

  it('has fewer than a hundred lines of code', () => {
    const code = text.split('\n').filter((line) => !/^\s*(\/\/|\/\*\*?|\*|$)/.test(line));
    expect(code.length).toBeLessThan(100);
  });

  it('uses the public names alone', () => {
    const names = [...text.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
    for (const name of names) expect(name).toMatch(/^(planshift(\/|$)|libsql$)/);
  });
});
