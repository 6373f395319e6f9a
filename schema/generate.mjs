// Writes the schemas: of the wire from the shapes that read it, with the makers of schemas in place of those of decoders; of themes
// from their grammar.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = import.meta.dirname;

/**
 * @param {string} file
 * @returns {Promise<Record<string, Record<string, unknown>>>} what the file exports, written as JSON and read again
 */
async function documentsOf(file) {
  const { outputFiles } = await build({
    entryPoints: [path.join(here, file)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    plugins: [
      {
        name: 'schemas-instead-of-decoders',
        setup: (setup) =>
          setup.onResolve({ filter: /\/decoder\.js$/ }, () => ({ path: path.join(here, 'decoder.ts') })),
      },
    ],
  });
  const text = outputFiles[0]?.text ?? '';
  return JSON.parse(
    JSON.stringify(await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)),
  );
}

/** @returns {Promise<Record<string, unknown>>} the document */
export async function makeWireSchema() {
  const { wireSchema = {} } = await documentsOf('document.ts');
  return wireSchema;
}

/** @returns {Promise<Record<string, unknown>>} the document */
export async function makeThemeSchema() {
  const { themeSchema = {} } = await documentsOf('theme.ts');
  return themeSchema;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const target = path.join(here, '../dist');
  mkdirSync(target, { recursive: true });
  for (const [name, made] of Object.entries({ wire: makeWireSchema, theme: makeThemeSchema }))
    writeFileSync(path.join(target, `${name}.schema.json`), `${JSON.stringify(await made(), null, 2)}\n`);
}
