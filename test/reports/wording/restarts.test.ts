import { describe, expect, it } from 'vitest';
import type { IterationResult, ScenarioResult } from '../../../src/core/result.ts';
import { outcomeOf } from '../../../src/hosts/shared/iteration-line.ts';
import { remarksOf } from '../../../src/reports/wording/circumstances.ts';
import { restartText } from '../../../src/reports/wording/restarts.ts';
import { makeIteration, makeResult } from '../../make-result.ts';

const restart = { pod: 'web', container: 'c', count: 1, exitCodes: [1], reason: 'Error', costMs: 2300 };
const restarted = makeIteration({ restarts: [restart] });
const scenarioOf = (iterations: IterationResult[]): ScenarioResult => {
  const [only] = makeResult({ scenarios: [{ iterations }] }).scenarios;
  if (only === undefined) throw new Error('no scenario');
  return only;
};
const anew = [{ name: 'data-db-0', isNew: true }];
const reused = [{ name: 'data-db-0', isNew: false }];

describe('a restart', () => {
  it('is said with its exit codes and what it cost, as far as they are known', () => {
    expect(restartText(restart)).toBe('c was restarted once (exit code 1): 2.30 s');
    const several = { ...restart, count: 3, exitCodes: [1, null, 137], costMs: null };
    expect(restartText(several)).toBe('c was restarted 3 times (exit codes 1, 137)');
    expect(restartText({ ...several, exitCodes: [null] })).toBe('c was restarted 3 times');
  });

  it('stands in the line of its start', () => {
    expect(outcomeOf(restarted, 60_000)).toBe(
      'answered in 2.34 s (ready 1.24 s), c was restarted once (exit code 1): 2.30 s',
    );
  });

  it('is a remark on the starts that count', () => {
    const remarks = remarksOf(
      scenarioOf([makeIteration({ ...restarted, warmup: true }), makeIteration(), restarted]),
    );
    expect(remarks).toContainEqual({
      role: 'doubtful',
      text: 'containers were restarted in 1 of 2 starts',
      detail: 'pod web: c was restarted once (exit code 1): 2.30 s',
    });
    expect(remarksOf(scenarioOf([makeIteration()]))).toEqual([]);
  });
});

describe('the volumes of the starts', () => {
  it.each([
    [
      [anew, anew],
      'each start had new volume claims: scheduling includes provisioning and binding their volumes',
    ],
    [[anew, reused], '1 of 2 starts reused existing volumes, so their times include no provisioning'],
  ])('are said to be new or reused', (claims, text) => {
    const iterations = claims.map((volumeClaims) => makeIteration({ volumeClaims }));
    expect(remarksOf(scenarioOf(iterations)).map((remark) => remark.text)).toEqual([text]);
  });
});
