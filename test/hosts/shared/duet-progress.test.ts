import { describe, expect, it } from 'vitest';
import type { RunEvent, Side } from '../../../src/core/ports.ts';
import { iterationLine } from '../../../src/hosts/shared/iteration-line.ts';
import { LiveStatus } from '../../../src/hosts/shared/live-status.ts';
import { milestone } from '../../../src/hosts/shared/progress-lines.ts';
import { ScenarioLabels } from '../../../src/hosts/shared/scenario-labels.ts';
import { plain } from '../../../src/reports/wording/style.ts';
import { summarize } from '../../../src/core/summary.ts';
import { makeIteration, makeScenario, spread } from '../../make-result.ts';
import { exampleResults } from '../../reports/example-results.ts';

const scenario = makeScenario([]);

function ended(side: Side): Extract<RunEvent, { kind: 'iteration-ended' }> {
  const iteration = makeIteration();
  return {
    kind: 'iteration-ended',
    scenario,
    side,
    iteration,
    summary: summarize(spread(3)),
    judgedTarget: 20,
  };
}

function started(side: Side, judgedSoFar: number): RunEvent {
  return {
    kind: 'iteration-started',
    scenario,
    side,
    index: 1,
    warmup: false,
    judgedSoFar,
    judgedTarget: 20,
  };
}

describe('the progress of a duet', () => {
  it('tells of each start which side it is of, the times below each other', () => {
    const lines = (['baseline', 'candidate'] as const).map((side) => iterationLine(ended(side)));
    expect(lines).toEqual([
      expect.stringMatching(/^\[ 3\/20\] baseline {2}answered in 2\.34 s/),
      expect.stringMatching(/^\[ 3\/20\] candidate answered in 2\.34 s/),
    ]);
  });

  it('guesses the time left by pairs, not by starts', () => {
    let nowMs = 0;
    const status = new LiveStatus(() => nowMs);
    for (let pair = 0; pair < 5; pair++)
      for (const side of ['baseline', 'candidate'] as const) {
        status.follow(started(side, pair));
        nowMs += 5000;
        status.follow(ended(side));
      }
    status.follow(started('baseline', 5));
    const [place, left] = status.lines(120, plain);
    expect(place).toContain('[ 6/20] baseline');
    expect(left).toContain('about 3 min left');
  });

  it('says what is not settled yet, and how many more pairs there will be', () => {
    const comparison = exampleResults['duet']?.scenarios[0]?.comparison;
    if (comparison == null) throw new Error('no comparison');
    const event: RunEvent = { kind: 'confirming', scenario, objectives: [], comparison, moreIterations: 10 };
    expect(milestone(event, plain, Infinity, new ScenarioLabels([]))).toEqual([
      'not settled yet: as fast (95% interval −5.9% to +6.4%, 20 pairs) so far; 10 more pairs',
    ]);
  });
});
