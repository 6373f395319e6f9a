/**
 * On a POST, the `scopeKey` of the catalog that the page shows, percent-encoded. A session can be switched in another tab: what was
 * said about one subscription must not happen to another.
 */
export const SCOPE_HEADER = 'planshift-scope';
