/** Raised by one when an older client could misread an answer. */
export const WIRE_VERSION = 1;
export const VERSION_HEADER = 'planshift-version';
