/** Every state that the screens can be in: as hosts get them. */
export { everyState } from 'planshift/testing';
