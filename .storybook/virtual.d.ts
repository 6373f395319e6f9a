declare module 'virtual:planshift-reference' {
  import type { Reference } from './reference.ts';

  export const reference: Reference;
}
