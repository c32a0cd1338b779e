import { RE2JS } from 're2js';

/**
 * Regular expressions from policies. The engine takes time in proportion to the text, whatever the expression: one such
 * as `(a+)+$` would hold up RegExp, and with it the whole run, for ever. It is loaded only where a policy is.
 */

/** No name or state is longer, and compiling takes time in proportion to it. */
const longestPattern = 1000;

/** Whether a value begins with the expression (`start`), or has it anywhere. In upper and lower case alike. */
export function compilePattern(expression: string, where: 'start' | 'anywhere'): (value: string) => boolean {
  const form = RE2JS.compile(expression, RE2JS.CASE_INSENSITIVE);
  return where === 'start'
    ? (value) => form.matcher(value).lookingAt()
    : (value) => form.matcher(value).find();
}

/** What keeps an expression from being understood, or null. */
export function patternProblem(expression: string): string | null {
  if (expression.length > longestPattern) return `is longer than ${longestPattern} characters`;
  try {
    compilePattern(expression, 'start');
    return null;
  } catch {
    return 'is not a regular expression in the syntax of RE2, which has no look-around such as (?=…) and no back-references such as \\1';
  }
}
