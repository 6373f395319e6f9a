export { adoptStyles } from '../theme/adoptStyles.js';
