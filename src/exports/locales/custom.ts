export { missingWords, wordProblems, type WordProblem } from '../../locale/problems.js';
export { readLanguage } from '../../locale/readLanguage.js';
