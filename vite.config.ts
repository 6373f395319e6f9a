import { readdirSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type BuildOptions, type Plugin, type UserConfig } from 'vite';
import { sealedSheet } from './.build/seal.ts';

// Every front door and the command: each becomes a file, and what they import keeps its own.
const doors = readdirSync('src/exports', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => `exports/${file}`);
const entries = Object.fromEntries(
  [...doors, 'cli/planshift.ts'].map((file) => [file.replace(/\.tsx?$/, ''), `src/${file}`]),
);

/** Fills `sealed.css`, as a file and as text in a module. */
const sealed: Plugin = {
  name: 'sealed-style-sheet',
  enforce: 'pre',
  load: (id) => (/\/src\/theme\/sealed\.css(\?|$)/.test(id) ? sealedSheet() : null),
};
const styles: BuildOptions = { cssMinify: 'lightningcss', cssTarget: ['chrome123', 'safari17.5', 'firefox128'] };

const modules: UserConfig = {
  plugins: [react(), sealed],
  build: {
    ...styles,
    outDir: 'dist',
    emptyOutDir: true,
    minify: false,
    target: 'es2022',
    lib: { entry: entries, formats: ['es'] },
    rolldownOptions: {
      external: [/^react($|\/)/, /^react-dom($|\/)/, /^@radix-ui\//, /^node:/, /^@commet\//, 'libsql'],
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
    },
  },
};

const SHEETS = { styles: 'src/exports/styles.css', sealed: 'src/theme/sealed.css' } as const;

const css: UserConfig = {
  plugins: [
    sealed,
    {
      name: 'types-of-the-style-sheet',
      // TypeScript asks of every import what it is, a style sheet's included.
      generateBundle() {
        for (const sheet of Object.keys(SHEETS))
          this.emitFile({ type: 'asset', fileName: `${sheet}.css.d.ts`, source: 'export {};\n' });
      },
    },
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    ...styles,
    rolldownOptions: {
      input: SHEETS,
      output: { assetFileNames: '[name][extname]' },
    },
  },
};

export default defineConfig(({ mode }) => (mode === 'css' ? css : modules));
