import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync, type Plugin } from 'vite';

const ROOT = path.resolve(import.meta.dirname, '..');
const COMPONENTS = path.join(ROOT, 'src/components');
const REACT = path.join(ROOT, 'src/react');

export interface PropDoc {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly text: string;
}

export interface ComponentDoc {
  readonly name: string;
  readonly text: string;
  readonly props: readonly PropDoc[];
  /** What its props add to: the attributes of an element. */
  readonly extending: string | null;
  readonly parts: readonly string[];
  readonly attributes: readonly string[];
}

export interface TokenDoc {
  readonly name: string;
  readonly light: string;
  readonly dark: string;
  /** The properties that it ends up in. */
  readonly usedFor: readonly string[];
}

export interface PartDoc {
  readonly name: string;
  readonly attributes: readonly string[];
  readonly files: readonly string[];
}

/** Everything that the pages tell, read from the sources: nothing of it is written by hand. */
export interface Reference {
  readonly components: readonly ComponentDoc[];
  readonly parts: readonly PartDoc[];
  readonly tokens: readonly TokenDoc[];
}

interface Source {
  readonly file: string;
  readonly text: string;
}

function sources(ending: RegExp, room = COMPONENTS): readonly Source[] {
  return readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(room, file), 'utf8') }));
}

/** The components of the front door: each name with a capital letter that is a value. */
export function publicComponents(): readonly string[] {
  const door = readFileSync(path.join(ROOT, 'src/exports/index.ts'), 'utf8');
  const ofComponents = [...door.matchAll(/export \{([^}]*)\} from '\.\.\/components\/[^']*';/g)];
  return ofComponents
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
    .filter((name) => /^[A-Z]\w*$/.test(name))
    .toSorted();
}

/** The comment right above a place, without its stars. */
function commentAbove(text: string, at: number): string {
  const above = text.slice(0, at).trimEnd();
  if (!above.endsWith('*/')) return '';
  return above
    .slice(above.lastIndexOf('/**') + 3, -2)
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .join(' ')
    .replace(/\{@link (\w+)\}/g, '$1')
    .trim();
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The props of an interface, with those that it takes over from other interfaces of the kit. */
function propsOf(name: string, all: readonly Source[]): Pick<ComponentDoc, 'props' | 'extending'> {
  for (const { file, text } of all) {
    if (!new RegExp(`(interface|type) ${name}\\b`).test(text)) continue;
    for (const statement of parseSync(file, text).program.body) {
      const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declared?.type === 'TSTypeAliasDeclaration' && declared.id.name === name) {
        const { start, end } = declared.typeAnnotation;
        return { props: [], extending: oneLine(text.slice(start, end)) };
      }
      if (declared?.type !== 'TSInterfaceDeclaration' || declared.id.name !== name) continue;
      const own = declared.body.body.flatMap((member): readonly PropDoc[] => {
        if (member.type !== 'TSPropertySignature' || member.key.type !== 'Identifier') return [];
        const { start, end } = member.typeAnnotation?.typeAnnotation ?? { start: 0, end: 0 };
        return [
          {
            name: member.key.name,
            type: oneLine(text.slice(start, end)),
            isRequired: !member.optional,
            text: commentAbove(text, member.start),
          },
        ];
      });
      const bases = declared.extends.map(({ start, end }) => oneLine(text.slice(start, end)));
      const taken = bases.flatMap((base) => inherited(base, all));
      const more = taken.filter((prop) => !own.some((one) => one.name === prop.name));
      return { props: [...own, ...more], extending: bases.find((base) => /Attributes|PartProps/.test(base)) ?? null };
    }
  }
  return { props: [], extending: null };
}

/** What an interface of the kit hands on, but for what is left out by name. Attributes of elements are told by their name. */
function inherited(base: string, all: readonly Source[]): readonly PropDoc[] {
  if (/Attributes|PartProps/.test(base)) return [];
  const [, changed, name = base, names = ''] = /^(Omit|Pick)<(\w+), ([^>]*)>$/.exec(base) ?? [];
  const isNamed = (prop: PropDoc) => names.includes(`'${prop.name}'`);
  return propsOf(name, all).props.filter((prop) => (changed === 'Pick' ? isNamed(prop) : !isNamed(prop)));
}

const found = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))];
const partsIn = (text: string) => found(text, /\bpart\(\s*'([\w-]+)'/g).toSorted();
const attributesIn = (text: string) => found(text, /[\s'](data-[\w-]+)(?==|'?\]?:|')/g).toSorted();

function componentDoc(name: string, all: readonly Source[], types: readonly Source[]): ComponentDoc {
  const declaration = new RegExp(`export (const|function) ${name}\\b`);
  const source = all.find(({ text }) => declaration.test(text));
  if (!source) throw new Error(`${name} is exported, and declared nowhere under src/components.`);
  const folder = path.dirname(source.file);
  const near = all.filter(({ file }) => path.dirname(file) === folder).map(({ text }) => text);
  return {
    name,
    text: commentAbove(source.text, source.text.search(declaration)),
    ...propsOf(`${name}Props`, types),
    parts: partsIn(near.join('\n')),
    attributes: attributesIn(near.join('\n')),
  };
}

function tokenDocs(): readonly TokenDoc[] {
  const css = [
    readFileSync(path.join(ROOT, 'src/theme/tokens.css'), 'utf8'),
    ...sources(/\.css$/).map(({ text }) => text),
  ].join('\n');
  const tokens = new Map<string, TokenDoc>();
  for (let at = css.indexOf('var(--ps-'); at >= 0; at = css.indexOf('var(--ps-', at + 1)) {
    const inside = balanced(css, at + 3);
    const [name = '', ...rest] = splitOnce(inside);
    const value = oneLine(rest.join(','));
    if (!tokens.has(name) || tokens.get(name)?.light === '')
      tokens.set(name, { name, ...looks(value), usedFor: usesOf(name, css) });
  }
  return [...tokens.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Which properties a token reaches, by way of the private property that takes it up. */
function usesOf(token: string, css: string): readonly string[] {
  const own = [...css.matchAll(/(--_[\w-]+):([^;]*)/g)].find(([, , value = '']) =>
    value.includes(`var(${token},`),
  )?.[1];
  const names = own ? [token, own] : [token];
  const uses = [...css.matchAll(/([\w-]+):([^;{}]*)/g)].filter(
    ([, property = '', value = '']) =>
      property !== own && names.some((name) => new RegExp(`var\\(${name}[,)]`).test(value)),
  );
  return [...new Set(uses.map(([, property = '']) => property.replace(/^--_/, 'other tokens: ')))].toSorted();
}

/** What stands in a pair of brackets that opens at a place. */
function balanced(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return text.slice(open + 1, at);
  }
  return '';
}

function splitOnce(text: string): readonly string[] {
  const at = text.indexOf(',');
  return at < 0 ? [text.trim()] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function looks(value: string): { readonly light: string; readonly dark: string } {
  if (!value.startsWith('light-dark(')) return { light: value, dark: value };
  const inside = balanced(value, 'light-dark'.length);
  let depth = 0;
  for (let at = 0; at < inside.length; at += 1) {
    if (inside[at] === '(') depth += 1;
    if (inside[at] === ')') depth -= 1;
    if (inside[at] === ',' && depth === 0)
      return { light: inside.slice(0, at).trim(), dark: inside.slice(at + 1).trim() };
  }
  return { light: value, dark: value };
}

export function readReference(): Reference {
  const all = sources(/\.tsx?$/);
  const registered = found(
    readFileSync(path.join(ROOT, 'src/theme/parts.ts'), 'utf8').split('] as const')[0] ?? '',
    /'([\w-]+)'/g,
  );
  return {
    components: publicComponents().map((name) => componentDoc(name, all, [...all, ...sources(/\.tsx?$/, REACT)])),
    parts: registered.map((name) => {
      const worn = all.filter(({ text }) => text.includes(`part('${name}'`));
      return {
        name,
        attributes: attributesIn(
          worn.flatMap(({ text }) => text.match(new RegExp(`<[^<]*part\\('${name}'[^<]*`, 'g')) ?? []).join('\n'),
        ),
        files: [...new Set(worn.map(({ file }) => path.dirname(file).replaceAll(path.sep, '/')))],
      };
    }),
    tokens: tokenDocs(),
  };
}

const NAME = 'virtual:planshift-reference';

/** Hands the reference to the pages as a module. */
export function reference(): Plugin {
  return {
    name: 'planshift-reference',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) => (id === `\0${NAME}` ? `export const reference = ${JSON.stringify(readReference())};` : null),
  };
}
