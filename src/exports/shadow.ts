import sheet from './sealed.css?inline';

/**
 * Gives a shadow root, or a document, the kit's styles as a constructed sheet: no element is added, and no content policy is in
 * the way. They are those of `planshift/sealed.css`. Asked again for the same root, it does nothing.
 * @returns takes them away again.
 * @throws TypeError where the root belongs to no window any more.
 */
export function adoptStyles(root: ShadowRoot | Document): () => void {
  const adopted = sheetFor(root.ownerDocument ?? root);
  if (!root.adoptedStyleSheets.includes(adopted)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, adopted];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== adopted);
  };
}

const made = new WeakMap<object, CSSStyleSheet>();

/** A constructed sheet may be used in the document of the window that made it, and in no other. */
function sheetFor(owner: Document | ShadowRoot): CSSStyleSheet {
  const found = made.get(owner);
  if (found) return found;
  const { defaultView: view } = owner as Document;
  if (!view)
    throw new TypeError('adoptStyles() was given a root without a window. Call it when the root stands in a page.');
  const fresh = new view.CSSStyleSheet();
  fresh.replaceSync(sheet + SCHEMES);
  made.set(owner, fresh);
  return fresh;
}

/** Outside of a shadow root the theme's name stands on its host. */
const SCHEMES = ":host([data-ps-theme='dark']){color-scheme:dark}:host([data-ps-theme='light']){color-scheme:light}";
