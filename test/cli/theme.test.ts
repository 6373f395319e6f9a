import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runTheme } from '../../src/cli/theme.js';

const folder = mkdtempSync(path.join(tmpdir(), 'planshift-theme-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const log = vi.spyOn(console, 'log').mockImplementation((text: string) => void out.push(text));
  const error = vi.spyOn(console, 'error').mockImplementation((text: string) => void err.push(text));
  process.exitCode = 0;
  runTheme(args);
  log.mockRestore();
  error.mockRestore();
  const code = process.exitCode;
  process.exitCode = 0;
  return { code, out: out.join('\n'), err: err.join('\n') };
}

function file(text: string, called = 'theme.json'): string {
  const name = path.join(folder, called);
  writeFileSync(name, text);
  return name;
}

describe('planshift theme lint', () => {
  it('passes a theme that it made itself, and ends with 0', () => {
    const made = run('create', '#ffd400', '--density', 'roomy', '--corners', 'square');
    expect(made.code).toBe(0);
    expect(JSON.parse(made.out)).toMatchObject({ density: 'roomy', corners: 'square', accent: { dark: '#ffd400' } });
    const { code, out } = run('lint', file(made.out));
    expect(out).toContain('every value is taken, and every pair that is measured can be read, light and dark.');
    expect(code).toBe(0);
  });

  it('names each failing pair with its scheme, ratio and need, and ends with 1', () => {
    const { code, out } = run(
      'lint',
      file('{"accent":{"light":"#ffe08a","dark":"#9db2ff"},"onAccent":{"light":"#fff","dark":"#000"}}'),
    );
    expect(out).toMatch(/contrast {2}light {2}--ps-on-accent on --ps-accent on --ps-surface: 1\.\d\d, needs 4\.5/);
    expect(out).toMatch(/contrast {2}light {2}--ps-accent on --ps-surface: 1\.\d\d, needs 3/);
    expect(out).not.toContain('dark ');
    expect(code).toBe(1);
  });

  it('does not obey a file that is no JSON, and ends with 2', () => {
    const { code, err } = run('lint', file('\u001b]0;evil\u0007\u009b2J {"accent"'));
    expect(err).toContain('is not valid JSON');
    expect(err).not.toMatch(/\p{Cc}/u);
    expect(code).toBe(2);
  });

  it('names each value that is refused, once and without obeying it', () => {
    const { code, out } = run(
      'lint',
      file(
        '{"$schema":"./theme.schema.json","accent":"url(https://evil.example)","__proto__":"red","\\u001b[2J":"x","radius":"100vh"}',
      ),
    );
    expect(out).toContain('4 problems.');
    for (const key of ['"accent"', '"__proto__"', '"radius"']) expect(out).toContain(`refused   ${key}: `);
    expect(out).not.toContain('\u001b');
    expect(code).toBe(1);
  });

  it('says what only the page of the host can tell', () => {
    const { code, out } = run('lint', file('{"accent":"var(--primary)","radius":"var(--radius)","onAccent":"#fff"}'));
    expect(out).toMatch(/unknown {3}accent: a variable of the host/);
    expect(out).not.toContain('unknown   onAccent');
    expect(code).toBe(0);
  });

  it('prints the same as JSON', () => {
    const { code, out } = run('lint', file('{"muted":"#999","x":1}'), '--json');
    expect(JSON.parse(out)).toMatchObject({
      refused: [{ key: 'x' }],
      contrast: expect.arrayContaining([expect.objectContaining({ scheme: 'light' })]),
    });
    expect(code).toBe(1);
  });
});

describe('planshift theme create', () => {
  it('prints a rule where one is asked for', () => {
    const { out } = run('create', '#00695c', '--css');
    expect(out).toMatch(/^:root \{\n {2}--ps-accent: light-dark\(#00695c, #[\da-f]{6}\);/);
    expect(out).toMatch(/;\n\}$/);
  });

  it('is made for the page that it will stand on', () => {
    const { out } = run('create', '#00695c', '--light', '#faf7f2', '--dark', '#000');
    expect(JSON.parse(out)).toMatchObject({ surface: { light: '#faf7f2', dark: '#000000' } });
    expect(run('create', '#00695c', '--light', 'gray').err).toMatch(/not light enough/);
  });
});

describe('planshift theme cannot be run', () => {
  it.each([
    ['for an act that it has not', ['paint']],
    ['without a file', ['lint']],
    ['with a file that is not there', ['lint', path.join(folder, 'none.json')]],
    ['with a file that is no JSON', ['lint', file('{', 'half.json')]],
    ['without a colour', ['create']],
    ['with a colour that is none', ['create', 'url(x)']],
    ['with corners that are none', ['create', '#000', '--corners', 'toString']],
    ['with an option that it has not', ['create', '#000', '--loud']],
  ])('%s, and ends with 2 and a sentence', (_, args) => {
    const { code, out, err } = run(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^planshift theme: .{10}/);
  });
});
