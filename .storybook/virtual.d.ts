declare module 'virtual:planshift-reference' {
  export const reference: import('./reference.ts').Reference;
}
