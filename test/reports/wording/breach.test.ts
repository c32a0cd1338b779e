import { describe, expect, it } from 'vitest';
import type { IterationResult, ObjectiveResult } from '../../../src/core/result.ts';
import { breachSentence, countSentence, type Breach } from '../../../src/reports/wording/breach.ts';
import { makeIteration, makeResult, neverAnswered, spread, type ScenarioFacts } from '../../make-result.ts';

/** The objective `expression` of these starts, as it is judged. */
function breachOf(
  iterations: IterationResult[],
  expression: string,
  facts: ScenarioFacts['scenario'] = {},
): Breach {
  const { scenarios } = makeResult({
    scenarios: [{ iterations, objectives: [expression], scenario: facts }],
  });
  const [scenario] = scenarios;
  const objective: ObjectiveResult | undefined = scenario?.objectives[0];
  if (scenario === undefined || objective === undefined) throw new Error('nothing was judged');
  return { scenario, objective };
}

const never = (reason: string) => neverAnswered('timed-out', reason);
const slow = () => makeIteration({ totalMs: 40_000, readyMs: 39_000 });

describe('The sentence of a violated objective', () => {
  it('counts the slow starts, says how many may be, and then the statistic', () => {
    expect(breachSentence(breachOf(spread(60), 'p95 <= 2s'))).toBe(
      '60 of 60 starts exceeded 2 s; at most 3 may. The p95 is 2.85 s, 855 ms (43%) over its limit of 2 s',
    );
  });

  it('says that none may where the objective is a maximum', () => {
    expect(countSentence(breachOf([...spread(19), slow()], 'max <= 30s'))).toBe(
      '1 of 20 starts exceeded 30 s; none may',
    );
  });

  it('counts the starts that never answered, with their reasons', () => {
    const starts = [
      ...spread(15),
      never('ImagePullBackOff'),
      never('Unschedulable'),
      never('ImagePullBackOff'),
    ];
    expect(breachSentence(breachOf([...starts, never('FailedCreate')], 'p95 <= 30s'))).toBe(
      '4 of 19 starts never answered within 60 s (2 × ImagePullBackOff, 1 × Unschedulable, 1 × FailedCreate); at most 3 may exceed the 30 s p95 limit',
    );
  });

  it('counts the slow ones beside them', () => {
    const starts = [...spread(15), never('ImagePullBackOff'), never('ImagePullBackOff'), slow(), slow()];
    expect(countSentence(breachOf(starts, 'p95 <= 30s'))).toBe(
      '2 of 19 starts never answered within 60 s (2 × ImagePullBackOff), and 2 more exceeded 30 s; at most 3 may exceed the 30 s p95 limit',
    );
  });

  it('names no number where the rule has none', () => {
    const proven = { rule: 'proven', maxIterations: 180 } as const;
    expect(countSentence(breachOf([...spread(10), ...[1, 2, 3, 4, 5].map(slow)], 'p95 <= 30s', proven))).toBe(
      '5 of 15 starts exceeded 30 s',
    );
  });

  it.each([
    ['ready p95 <= 1s', /^60 of 60 starts were not Ready within 1 s; at most 3 may$/],
    [
      'readiness p95 <= 500ms',
      /^60 of 60 starts did not get through readiness within 500 ms; at most 3 may$/,
    ],
  ])('says of %s what the starts did not do in time', (expression, said) => {
    expect(countSentence(breachOf(spread(60), expression))).toMatch(said);
  });

  it('counts a start as not Ready in time only by when it was Ready, also where it never answered', () => {
    const readyAnyway = { ...never('NotAnswering'), readyMs: 1200 };
    expect(countSentence(breachOf([...spread(19), readyAnyway], 'ready max <= 1s'))).toBe(
      '20 of 20 starts were not Ready within 1 s; none may',
    );
    expect(breachOf([...spread(19), readyAnyway], 'ready max <= 30s').objective.verdict).toBe('met');
  });

  it('says only that none answered, and why, where none did', () => {
    const starts = [1, 2, 3].map(() => never('ImagePullBackOff'));
    expect(breachSentence(breachOf(starts, 'p95 <= 30s'))).toMatch(
      /^No start answered \(3 of 3\): ImagePullBackOff/,
    );
  });
});
