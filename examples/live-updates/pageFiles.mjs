import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = import.meta.dirname;

/** The page and its script, put together once at the first visit. */
export function pageFiles() {
  let script = null;
  const bundle = async () => {
    const { outputFiles } = await build({
      entryPoints: [path.join(here, 'page.jsx')],
      bundle: true,
      write: false,
      format: 'esm',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'error',
    });
    return outputFiles[0].text;
  };
  const files = {
    '/': async () => ['text/html', await readFile(path.join(here, 'index.html'))],
    '/page.js': async () => ['text/javascript', await (script ??= bundle())],
    '/styles.css': async () => ['text/css', await readFile(fileURLToPath(import.meta.resolve('planshift/styles.css')))],
  };
  return async (name, response) => {
    if (!Object.hasOwn(files, name)) return response.writeHead(404).end();
    const [type, body] = await files[name]();
    return response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
  };
}
