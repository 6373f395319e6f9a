// Loaded before the tests: every import of React, the kit's and its dependencies', leads to the older copy beside this package.
import Module, { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const modules = path.resolve(import.meta.dirname, '../../node_modules');
const NAMES = ['react', 'react-dom', 'scheduler'];
const roads = NAMES.map((name) => [
  path.join(modules, name) + path.sep,
  path.join(modules, 'react18-runtime/node_modules', name) + path.sep,
]);

const resolve = Module._resolveFilename;
Module._resolveFilename = (...request) => {
  const file = resolve.apply(Module, request);
  const road = roads.find(([from]) => file.startsWith(from));
  return road ? road[1] + file.slice(road[0].length) : file;
};

const urls = JSON.stringify(roads.map(([from, to]) => [pathToFileURL(from).href, pathToFileURL(to).href]));
register(
  `data:text/javascript,${encodeURIComponent(`
  const roads = ${urls};
  export async function resolve(specifier, context, next) {
    const found = await next(specifier, context);
    const road = roads.find(([from]) => found.url.startsWith(from));
    return road ? { ...found, url: road[1] + found.url.slice(road[0].length) } : found;
  }`)}`,
);
