import { readdirSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

// Every front door and the command: each becomes a file, and what they import keeps its own.
const doors = readdirSync('src/exports', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => `exports/${file}`);
const entries = Object.fromEntries(
  [...doors, 'cli/planshift.ts'].map((file) => [file.replace(/\.tsx?$/, ''), `src/${file}`]),
);

const modules: UserConfig = {
  plugins: [react()],
  build: {
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

const css: UserConfig = {
  plugins: [
    {
      name: 'types-of-the-style-sheet',
      // TypeScript asks of every import what it is, a style sheet's included.
      generateBundle() {
        this.emitFile({ type: 'asset', fileName: 'styles.css.d.ts', source: 'export {};\n' });
      },
    },
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    cssMinify: 'lightningcss',
    cssTarget: ['chrome123', 'safari17.5', 'firefox128'],
    rolldownOptions: {
      input: { styles: 'src/exports/styles.css' },
      output: { assetFileNames: '[name][extname]' },
    },
  },
};

export default defineConfig(({ mode }) => (mode === 'css' ? css : modules));
