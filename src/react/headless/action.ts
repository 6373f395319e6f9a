import { isLinkable } from '../words/href.js';
import type { Step } from '../words/statusView.js';
import { buttonOf, linkProps, type ButtonGetter, type LinkGetter } from './props.js';

/** A way on: a button, or a link where it leads to another page. */
export type Action = {
  readonly label: string;
  /** Whether it is the next step among several. */
  readonly isPrimary: boolean;
} & (
  | { readonly kind: 'button'; readonly getProps: ButtonGetter }
  | { readonly kind: 'link'; readonly getProps: LinkGetter }
);

/** @param act null where it cannot be pressed now. */
export function button(label: string, act: (() => void) | null, isPrimary = false): Action {
  return { label, isPrimary, kind: 'button', getProps: buttonOf(act) };
}

/** Null where the address may not become a link. */
export function link(label: string, href: string, isPrimary = false): Action | null {
  if (!isLinkable(href)) return null;
  return { label, isPrimary, kind: 'link', getProps: linkProps({ href, rel: 'noopener' }) };
}

export function actionsOf(steps: readonly Step[]): readonly Action[] {
  return steps.flatMap(([label, way, kind]) => {
    const isPrimary = kind === 'primary';
    const action = typeof way === 'string' ? link(label, way, isPrimary) : button(label, way, isPrimary);
    return action === null ? [] : [action];
  });
}
