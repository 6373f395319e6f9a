export { en } from '../../locale/en.js';
