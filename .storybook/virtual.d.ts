declare module 'virtual:planshift-reference' {
  /** What `readReference` answers. */
  export const reference: unknown;
}
