import { RE2JS } from 're2js';

/**
 * Regular expressions from policies. The engine takes time in proportion to the text, whatever the expression: one such
 * as `(a+)+$` would hold up RegExp, and with it the whole run, for ever. It is loaded only where a policy is.
 */

/** No name or state is longer, and reading it takes time in proportion to it. */
const longestPattern = 1000;
/** Instructions of the compiled expression; matching takes time in proportion to them too. Usual ones have under 100. */
const largestProgram = 1000;

const syntaxProblem =
  'is not a regular expression in the syntax of RE2, which has no look-around such as (?=…) and no back-references such as \\1';

/**
 * Whether a value begins with the expression (`start`), or has it anywhere. In upper and lower case alike.
 * @throws where the expression has a problem
 */
export function compilePattern(expression: string, where: 'start' | 'anywhere'): (value: string) => boolean {
  const alone = compile(expression);
  // Balanced by itself, so that the parentheses around it are the outermost.
  const form = where === 'start' ? compile(String.raw`\A(?:${expression})`) : alone;
  return (value) => form.test(value);
}

/** What keeps an expression from being understood, or null. */
export function patternProblem(expression: string): string | null {
  if (expression.length > longestPattern) return `is longer than ${longestPattern} characters`;
  try {
    compilePattern(expression, 'start');
    return compile(expression).programSize() > largestProgram
      ? 'is too large: lower the counts of its repetitions'
      : null;
  } catch {
    return syntaxProblem;
  }
}

function compile(expression: string): RE2JS {
  return RE2JS.compile(expression, RE2JS.CASE_INSENSITIVE);
}
