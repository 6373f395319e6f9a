import type {
  AnchorHTMLAttributes,
  ButtonHTMLAttributes,
  DialogHTMLAttributes,
  HTMLAttributes,
  InputHTMLAttributes,
  LabelHTMLAttributes,
  Ref,
  RefCallback,
  SelectHTMLAttributes,
  TextareaHTMLAttributes,
} from 'react';
import { mergeProps } from '../mergeProps.js';

/** What an element needs to be this part: spread it onto the element. */
export type Made<A, E> = A & { readonly [name: `data-${string}`]: string | boolean | undefined } & {
  readonly ref?: RefCallback<E>;
};

/**
 * Makes the props of a part. Give it your own props rather than writing them beside: handlers then both run, yours first, and
 * `event.preventDefault()` in yours stops the kit's; refs are both set; of all else yours wins.
 */
export type Getter<A, E> = (own?: A & { readonly ref?: Ref<E> | undefined }) => Made<A, E>;

type Of<G> = G extends Getter<infer A, infer E> ? (ours: Made<A, E>) => G : never;

export type PartGetter = Getter<HTMLAttributes<HTMLElement>, HTMLElement>;
export type ButtonGetter = Getter<ButtonHTMLAttributes<HTMLButtonElement>, HTMLButtonElement>;
export type InputGetter = Getter<InputHTMLAttributes<HTMLInputElement>, HTMLInputElement>;
export type SelectGetter = Getter<SelectHTMLAttributes<HTMLSelectElement>, HTMLSelectElement>;
export type LabelGetter = Getter<LabelHTMLAttributes<HTMLLabelElement>, HTMLLabelElement>;
export type TextGetter = Getter<TextareaHTMLAttributes<HTMLTextAreaElement>, HTMLTextAreaElement>;
export type LinkGetter = Getter<AnchorHTMLAttributes<HTMLAnchorElement>, HTMLAnchorElement>;
export type DialogGetter = Getter<DialogHTMLAttributes<HTMLDialogElement>, HTMLDialogElement>;

/** A getter of these props. */
function getter<A extends object, E>(ours: Made<A, E>): Getter<A, E> {
  return (own) => (own === undefined ? ours : mergeProps(ours, own));
}

export const partProps: Of<PartGetter> = getter;
export const buttonProps: Of<ButtonGetter> = getter;
export const inputProps: Of<InputGetter> = getter;
export const selectProps: Of<SelectGetter> = getter;
export const textProps: Of<TextGetter> = getter;
export const labelProps: Of<LabelGetter> = getter;
export const linkProps: Of<LinkGetter> = getter;
export const dialogProps: Of<DialogGetter> = getter;

/** A button that stays in the way of focus and of its words while it cannot be pressed, and does nothing then. */
export function buttonOf(act: (() => void) | null, more: ButtonHTMLAttributes<HTMLButtonElement> = {}): ButtonGetter {
  return buttonProps({
    type: 'button',
    'aria-disabled': act === null || undefined,
    onClick: act === null ? undefined : () => act(),
    ...more,
  });
}
