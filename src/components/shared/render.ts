import { cloneElement, version, type HTMLAttributes, type ReactElement, type Ref } from 'react';
import { mergeProps } from '../../react/mergeProps.js';

/** What an element needs to take the place of a part: its attributes, its states, and a ref. */
export type Given<E extends Element, A = HTMLAttributes<E>> = A & { readonly ref?: Ref<E> } & {
  readonly [state: `data-${string}`]: string | number | boolean | undefined;
};

/**
 * An element that stands in the place of a part's own, or a function that makes one.
 *
 * An element, `render={<MyButton size="small" />}`, takes everything over: attributes, states, ref and what is inside. What it
 * says itself wins; class names join, its own last; its handlers run before ours, and `event.preventDefault()` in one stops ours.
 *
 * A function, `render={(props, tag) => <MyButton {...props} />}`, decides by itself what it takes. `tag` is what the part would
 * have been, such as `h3`. What it leaves out is gone: without `aria-` attributes and handlers a part does not do its work.
 */
export type Render<Props> = ReactElement<object> | ((props: Props, tag: string) => ReactElement | null);

export interface Rendering<Props> {
  /** An element in the place of this part's own, or a function that makes one. Default: the kit's element. */
  readonly render?: Render<Props> | undefined;
}

/** The attributes of a part's element, and `render`, which puts another in its place. */
export type PartProps<E extends Element, A = HTMLAttributes<E>> = A & Rendering<Given<E, A>>;

const HAS_REF_IN_PROPS = version > '19';

/** A part as the kit draws it, or as the host does. */
export function rendered<Props extends object>(
  render: Render<Props> | undefined,
  part: ReactElement<Props>,
): ReactElement | null {
  if (render === undefined) return part;
  const ours = propsOf(part);
  return typeof render === 'function'
    ? render(ours, String(part.type))
    : cloneElement(render, mergeProps(ours, propsOf(render)));
}

// React 18 keeps the ref of an element beside its props.
function propsOf<Props extends object>(element: ReactElement<Props>): Props {
  return HAS_REF_IN_PROPS ? element.props : { ...element.props, ref: Reflect.get(element, 'ref') };
}
