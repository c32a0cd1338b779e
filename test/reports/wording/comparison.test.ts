import { describe, expect, it } from 'vitest';
import type { Comparison, ScenarioResult } from '../../../src/core/result.ts';
import { changeRows, comparisonSentence, largestChange } from '../../../src/reports/wording/comparison.ts';
import { makeIteration, makeResult, spread, usualPhases } from '../../make-result.ts';
import { exampleResults } from '../example-results.ts';

const ratio = { estimate: 1.021, interval: [0.96, 1.087] as [number, number], confidence: 0.95, pairs: 20 };

function scenarioOf(name: string): ScenarioResult {
  const scenario = exampleResults[name]?.scenarios[0];
  if (scenario === undefined) throw new Error(`no example ${name}`);
  return scenario;
}

/** What is said of a comparison like this one. */
function sentence(facts: Partial<Comparison>): string {
  const { comparison } = scenarioOf('duet');
  if (comparison === null) throw new Error('no comparison');
  return comparisonSentence({ comparison: { ...comparison, ratio, smallestDetectable: 0.14, ...facts } });
}

describe('a comparison in one sentence', () => {
  it('says how much slower it is, within what, and what would be detected', () => {
    expect(sentence({})).toBe(
      'no regression: 2.1% slower (95% interval −4% to +8.7%, 20 pairs). A slowdown of 14% or more would be detected in 9 of 10 runs',
    );
  });

  it('says faster of what is faster', () => {
    expect(sentence({ ratio: { ...ratio, estimate: 0.9, interval: [0.8, 1.01] } })).toContain(
      '10% faster (95% interval −20% to +1%, 20 pairs)',
    );
  });

  it('says what is allowed of a regression', () => {
    const slower = { ...ratio, estimate: 1.25, interval: [1.18, 1.32] as [number, number] };
    expect(sentence({ verdict: 'regression', ratio: slower })).toBe(
      'regression: 25% slower (95% interval +18% to +32%, 20 pairs); at most 10% is allowed',
    );
  });

  it('gives the reason of a regression that is one of starts that never answered', () => {
    expect(sentence({ verdict: 'regression', ratio: null, reason: 'it never answers' })).toBe(
      'regression: it never answers',
    );
    expect(sentence({ verdict: 'regression', reason: 'it never answers' })).toBe(
      'regression: it never answers',
    );
  });

  it('says why it is inconclusive or not judged, and what was measured all the same', () => {
    expect(sentence({ verdict: 'inconclusive', reason: 'stopped at 9 of 20 pairs' })).toBe(
      'inconclusive: stopped at 9 of 20 pairs; 2.1% slower (95% interval −4% to +8.7%, 20 pairs) so far',
    );
    const shown = { ...ratio, interval: [null, null] as [null, null], pairs: null };
    expect(sentence({ verdict: null, reason: 'not comparable: …', ratio: shown })).toBe(
      'not judged: not comparable: …; 2.1% slower',
    );
  });

  it('leaves an end of the interval open where there is none', () => {
    expect(sentence({ ratio: { ...ratio, interval: [0.96, null] } })).toContain(
      '(95% interval −4% or more, 20 pairs)',
    );
    expect(sentence({ ratio: { ...ratio, interval: [null, 1.087] } })).toContain(
      '(95% interval +8.7% or less, 20 pairs)',
    );
  });

  it('is empty without a baseline', () => {
    expect(comparisonSentence({ comparison: null })).toBe('');
  });
});

describe('what changed', () => {
  it('is told of the total, of Ready and of each phase that both know', () => {
    const rows = changeRows(scenarioOf('duet-regression'));
    expect(rows.map(({ measure }) => measure)).toEqual([
      'time to first answer',
      'time to Ready',
      ...['scheduling', 'sandbox', 'image pull', 'container start', 'application', 'readiness', 'routing'],
    ]);
    expect(rows[0]).toMatchObject({ baselineP50Ms: 2450, candidateP50Ms: 3920, changeMs: 1470 });
    expect(changeRows(scenarioOf('met'))).toEqual([]);
  });

  it('is not known where one of the two never got there', () => {
    const [total] = changeRows(scenarioOf('duet-unanswered'));
    expect(total).toMatchObject({ baselineP50Ms: 2450, candidateP50Ms: null, changeMs: null });
  });

  it('is led by the phase that changed most, with the size of the image where it was pulled', () => {
    expect(largestChange(scenarioOf('duet-regression'))).toBe(
      'image pull +1.47 s: image grew from 38 to 212 MB',
    );
  });

  it('is nothing where no phase changed by 5% of the whole', () => {
    expect(largestChange(scenarioOf('duet'))).toBeNull();
    expect(largestChange(scenarioOf('met'))).toBeNull();
  });

  it('may be for the better', () => {
    const { comparison } = scenarioOf('duet');
    const phases = { ...usualPhases, applicationMs: 212 };
    const faster = makeResult({ scenarios: [{ iterations: [makeIteration({ phases })], comparison }] });
    const [scenario] = faster.scenarios;
    expect(scenario === undefined ? '' : largestChange(scenario)).toBe('application −400 ms');
  });

  it('says nothing of an image’s size that is not known', () => {
    const { comparison } = scenarioOf('duet');
    const phases = { ...usualPhases, imagePullMs: 4100 };
    const pulled = spread(20).map((each) => ({ ...each, phases, imagePulls: [] }));
    const [scenario] = makeResult({ scenarios: [{ iterations: pulled, comparison }] }).scenarios;
    expect(scenario === undefined ? '' : largestChange(scenario)).toBe('image pull +4.10 s');
  });
});
