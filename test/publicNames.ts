import path from 'node:path';

const src = path.resolve(import.meta.dirname, '../src');

/** The public names, read from the source, so that tests and stories import what a host imports. */
export const publicNames = [
  { find: /^planshift$/, replacement: path.join(src, 'exports/index.ts') },
  { find: /^planshift\/styles\.css$/, replacement: path.join(src, 'exports/styles.css') },
  { find: /^planshift\/(.+)$/, replacement: path.join(src, 'exports/$1.ts') },
];
