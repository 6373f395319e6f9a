import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { bundle, transform } from 'lightningcss';
import { sealedSheet } from '../../.build/seal.js';
import { publicNames } from '../publicNames.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const TARGETS = { chrome: 123 << 16, safari: (17 << 16) | (5 << 8), firefox: 128 << 16 };

/** The two sheets as the package ships them. */
export function sheets(): Readonly<Record<'styles' | 'sealed', string>> {
  const styles = bundle({ filename: path.join(ROOT, 'src/exports/styles.css'), minify: true, targets: TARGETS });
  return { styles: Buffer.from(styles.code).toString(), sealed: sealed() };
}

function sealed(): string {
  const { code } = transform({
    filename: 'sealed.css',
    code: Buffer.from(sealedSheet()),
    minify: true,
    targets: TARGETS,
  });
  return Buffer.from(code).toString();
}

/** The public names lead to the source, and the sealed sheet is filled, as by the build. */
const source: Plugin = {
  name: 'source',
  setup(bundler) {
    bundler.onResolve({ filter: /^planshift(\/|$)/ }, ({ path: name }) => {
      const found = publicNames.find(({ find }) => find.test(name));
      return found && { path: name.replace(found.find, found.replacement) };
    });
    bundler.onResolve({ filter: /sealed\.css\?inline$/ }, () => ({ path: 'sealed', namespace: 'sealed' }));
    bundler.onLoad({ filter: /.*/, namespace: 'sealed' }, () => ({ contents: sealed(), loader: 'text' }));
  },
};

/** A script for a page, with everything it needs in it. */
export async function bundleApp(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    logLevel: 'error',
    // React without its warnings, as in a page that customers see.
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [source],
  });
  return outputFiles[0]?.text ?? '';
}
