export {
  brandTheme,
  contrast,
  contrastProblems,
  type AccentPair,
  type BrandTheme,
  type ContrastProblem,
  type ThemeColors,
} from '../theme/brand.js';
export { PARTS, part, type Part } from '../theme/parts.js';
