// Writes the schema of the wire from the shapes that read it, with the makers of schemas in place of those of decoders.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = import.meta.dirname;

/** @returns {Promise<Record<string, unknown>>} the document */
export async function makeWireSchema() {
  const { outputFiles } = await build({
    entryPoints: [path.join(here, 'document.ts')],
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
  const { wireSchema } = await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
  return JSON.parse(JSON.stringify(wireSchema));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const target = path.join(here, '../dist/wire.schema.json');
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `${JSON.stringify(await makeWireSchema(), null, 2)}\n`);
}
