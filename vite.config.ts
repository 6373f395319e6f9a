import { readdirSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

// Every front door and the command: each becomes a file, and what they import keeps its own.
const doors = readdirSync('src/exports', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => `exports/${file}`);
const entries = Object.fromEntries(
  [...doors, 'cli/planshift.ts', 'react/runtime.ts'].map((file) => [file.replace(/\.tsx?$/, ''), `src/${file}`]),
);

// Each file that imports React by itself costs a host's bundle an import and other short names for the same functions.
// The screens are led through one file instead. Its re-exports stand for themselves, so they are an entry and not inlined.
const RUNTIME = 'react/runtime.js';
const oneReact: Plugin = {
  name: 'one-react',
  renderChunk(code, { fileName }) {
    if (fileName === RUNTIME || !/^(react|components)\//.test(fileName)) return null;
    const runtime = path.posix.relative(path.posix.dirname(fileName), RUNTIME).replace(/^(?!\.)/, './');
    return code.replace(/ from "react(\/jsx-runtime)?";/g, ` from "${runtime}";`);
  },
};

const modules: UserConfig = {
  plugins: [oneReact, react()],
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
