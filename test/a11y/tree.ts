import { cdp } from 'vitest/browser';

/** A node as Chromium tells it to assistive technology. */
export interface AxNode {
  readonly role: string;
  readonly name: string;
  /** The same, with the spaces at both ends: what joins the pieces of a sentence. */
  readonly words: string;
  readonly description: string;
  readonly state: Readonly<Record<string, unknown>>;
  readonly depth: number;
}

interface RawValue {
  readonly value?: unknown;
}
interface RawNode {
  readonly nodeId: string;
  readonly parentId?: string;
  readonly childIds?: readonly string[];
  readonly ignored: boolean;
  readonly role?: RawValue;
  readonly name?: RawValue;
  readonly description?: RawValue;
  readonly properties?: readonly { readonly name: string; readonly value: RawValue }[];
}
interface Frame {
  readonly frame: { readonly id: string; readonly name?: string };
  readonly childFrames?: readonly Frame[];
}

/** Text in pieces that the nodes above already tell. */
const PIECES = new Set(['InlineTextBox', 'LineBreak', 'none']);

/** The accessibility tree of this page in reading order, from the browser itself. */
export async function accessibilityTree(): Promise<readonly AxNode[]> {
  const session = cdp();
  const { frameTree } = (await session.send('Page.getFrameTree')) as { readonly frameTree: Frame };
  const own = frameTree.childFrames?.find(({ frame }) => frame.name === 'vitest-iframe') ?? frameTree.childFrames?.[0];
  if (!own) throw new Error('The page under test stands in no frame.');
  // The protocol's types do not know that a frame may be named here.
  const { nodes } = (await session.send('Accessibility.getFullAXTree', { frameId: own.frame.id })) as {
    readonly nodes: readonly RawNode[];
  };
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const found: AxNode[] = [];
  const walk = (node: RawNode | undefined, depth: number) => {
    if (!node) return;
    const role = text(node.role);
    const isTold = !node.ignored && !PIECES.has(role);
    if (isTold)
      found.push({
        role,
        depth,
        name: text(node.name),
        words: words(node.name),
        description: text(node.description),
        state: stateOf(node),
      });
    for (const id of node.childIds ?? []) walk(byId.get(id), depth + (isTold ? 1 : 0));
  };
  walk(
    nodes.find(({ parentId }) => !parentId),
    0,
  );
  return found;
}

function words(value: RawValue | undefined): string {
  return typeof value?.value === 'string' ? value.value.replace(/\s+/g, ' ') : '';
}

const text = (value: RawValue | undefined): string => words(value).trim();

function stateOf({ properties = [] }: RawNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(properties.map(({ name, value }) => [name, value.value]));
}

export async function byRole(role: string): Promise<readonly AxNode[]> {
  return (await accessibilityTree()).filter((node) => node.role === role);
}

/** The nodes below one node of the tree. */
export function below(tree: readonly AxNode[], top: AxNode): readonly AxNode[] {
  const from = tree.indexOf(top) + 1;
  const rest = tree.slice(from);
  const end = rest.findIndex(({ depth }) => depth <= top.depth);
  return end < 0 ? rest : rest.slice(0, end);
}
