import sheet from './sealed.css?inline';

/** Outside of a shadow root the theme's name stands on its host. */
const SCHEMES = ":host([data-ps-theme='dark']){color-scheme:dark}:host([data-ps-theme='light']){color-scheme:light}";

const made = new WeakMap<Document, CSSStyleSheet>();
/** How many have asked for a root and not given it back. */
const users = new WeakMap<ShadowRoot | Document, number>();

/**
 * Gives a shadow root, or a document, the kit's styles as a constructed sheet: no element is added, and no content policy is in
 * the way. They are those of `planshift/sealed.css`. Asked again for the same root, it adds nothing: kits may share one.
 * @returns gives them back; the last of those who asked for a root takes them away.
 * @throws TypeError where the root stands in no window.
 */
export function adoptStyles(root: ShadowRoot | Document): () => void {
  const adopted = sheetOf('defaultView' in root ? root : root.ownerDocument);
  if (!root.adoptedStyleSheets.includes(adopted)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, adopted];
  users.set(root, (users.get(root) ?? 0) + 1);
  let isBack = false;
  return () => {
    if (isBack) return;
    isBack = true;
    const left = (users.get(root) ?? 1) - 1;
    users.set(root, left);
    if (left === 0) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== adopted);
  };
}

/** A constructed sheet can be used in the document of the window that made it, and in no other. */
function sheetOf(page: Document): CSSStyleSheet {
  const found = made.get(page);
  if (found) return found;
  if (!page.defaultView)
    throw new TypeError('adoptStyles() was given a root that stands in no window. Call it once the root is in a page.');
  const fresh = new page.defaultView.CSSStyleSheet();
  fresh.replaceSync(sheet + SCHEMES);
  made.set(page, fresh);
  return fresh;
}
