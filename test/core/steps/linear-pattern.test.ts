import { describe, expect, it } from 'vitest';
import { compilePattern, patternProblem } from '../../../src/core/steps/linear-pattern.ts';
import { policyOf, problemsOfPolicy } from '../../powerfulseal/support.ts';

/** Each of these keeps RegExp busy for longer than anybody waits. */
const endless = ['(a+)+$', '(a|a)*$', '(a|aa)+$', '(.*a){25}$', '([a-z]+)*=', '(a?){40}a{40}$'];
const name = `${'a'.repeat(250)}!`;

const killing = (value: string) =>
  policyOf(
    `podAction: { matches: [{ namespace: shop }], filters: [{ property: { name: name, value: '${value}' } }], actions: [{ kill: {} }] }`,
  );

describe('an expression of a policy', () => {
  it.each(endless)('that is without end for RegExp is matched at once: %s', (expression) => {
    expect(compilePattern(expression, 'start')(name)).toBe(false);
    expect(compilePattern(`x${expression}`, 'anywhere')(name)).toBe(false);
  });

  it.each([
    ['web-[0-9]+', 'start', 'web-7f', true],
    ['WEB', 'start', 'web', true],
    ['eb', 'start', 'web', false],
    ['eb', 'anywhere', 'web', true],
    ['a|b', 'start', 'b', true],
    ['(?P<name>w)eb$', 'start', 'web', true],
    ['web$', 'start', 'web-1', false],
    ['a|web$', 'start', 'not-web', false],
    ['x|', 'start', 'web', true],
  ] as const)('%s is looked for at the %s of %s: %s', (expression, where, value, matches) => {
    expect(compilePattern(expression, where)(value)).toBe(matches);
  });

  it.each([
    ['(?=a)b', /look-around/],
    ['(a)\\1', /back-references/],
    ['(', /syntax of RE2/],
    ['a)|(b', /syntax of RE2/],
    ['((a{500}){500}){500}', /syntax of RE2/],
    [String.raw`a\Q(`, /syntax of RE2/],
    ['((((a{0,9}){0,9}){0,9}){0,1})b', /too large/],
    ['a'.repeat(1001), /longer than 1000/],
  ])('that the engine does not know is refused with the file: %s', (expression, message) => {
    expect(patternProblem(expression)).toMatch(message);
    const problems = problemsOfPolicy(killing(expression));
    expect(problems).toMatchObject([
      {
        field: 'scenarios[0].steps[0].podAction.filters[0].property.value',
        message: expect.stringMatching(message) as unknown,
      },
    ]);
  });
});
