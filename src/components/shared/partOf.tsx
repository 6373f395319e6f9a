'use client';
import { cloneElement, forwardRef, type HTMLAttributes, type ReactElement } from 'react';
import { useScope } from '../../react/context.js';
import { mergeProps } from '../../react/mergeProps.js';
import { useOwnRef } from './useOwnRef.js';
import { rendered, type Given, type PartProps } from './render.js';

/**
 * Makes a part of its own of what a bigger component draws as one of many: what the host says goes onto its element.
 * @param useWhole reads what the bigger component knows.
 * @param draw null where there is nothing to show.
 */
export function partOf<E extends Element, Whole, A = HTMLAttributes<E>>(
  useWhole: () => Whole,
  draw: (whole: Whole) => ReactElement<object> | null,
) {
  return forwardRef<E, PartProps<E, A>>(function Part({ render, ...own }, hosts) {
    const { root } = useScope();
    const ref = useOwnRef(hosts);
    const drawn = draw(useWhole());
    if (drawn === null) return null;
    const said = mergeProps({ ...root, ...drawn.props }, { ...own, ref });
    // A piece such as a button hands `render` on to its own element.
    if (typeof drawn.type !== 'string') return cloneElement(drawn, { ...said, ...(render && { render }) });
    // What is drawn is an element of this kind: whoever makes the part says so.
    return rendered(render, cloneElement(drawn, said) as ReactElement<Given<E, A>>);
  });
}
