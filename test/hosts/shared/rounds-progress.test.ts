import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/core/ports.ts';
import type { Scenario } from '../../../src/core/plan.ts';
import { LiveStatus } from '../../../src/hosts/shared/live-status.ts';
import { logReport } from '../../../src/hosts/shared/progress-lines.ts';
import { plain } from '../../../src/reports/wording/style.ts';
import { summarize } from '../../../src/core/summary.ts';
import { makeIteration, makeScenario, spread } from '../../make-result.ts';

const scenarios = ['web', 'worker'].map((name) => makeScenario([], { name })) as [Scenario, Scenario];
const [web, worker] = scenarios;

function started(scenario: Scenario, judgedSoFar: number): RunEvent {
  return { kind: 'iteration-started', scenario, index: 1, warmup: false, judgedSoFar, judgedTarget: 20 };
}

function ended(scenario: Scenario, count: number): RunEvent {
  const summary = summarize(spread(count));
  return { kind: 'iteration-ended', scenario, iteration: makeIteration(), summary, judgedTarget: 20 };
}

describe('the progress of several scenarios', () => {
  it('names the scenario of each start in a log, the times below each other', () => {
    const lines: string[] = [];
    const report = logReport((line) => lines.push(line), plain);
    report({ kind: 'measuring', scenarios });
    report(ended(worker, 1));
    report(ended(web, 1));
    report({ kind: 'confirming', scenario: web, objectives: [], moreIterations: 20 });
    expect(lines).toEqual([
      'measuring web and worker alternately, in rounds',
      expect.stringMatching(/^\[ 1\/20\] worker answered in 2\.34 s .* p50 2\.90 s/),
      expect.stringMatching(/^\[ 1\/20\] web {4}answered in 2\.34 s/),
      expect.stringMatching(/^web {4}not settled yet: .*20 more iterations$/),
    ]);
  });

  it('says on a terminal whose turn it is, whose times are shown, and how long all of them will take', () => {
    let nowMs = 0;
    const status = new LiveStatus(() => nowMs);
    status.follow({ kind: 'measuring', scenarios });
    for (const [scenario, count] of [
      [web, 1],
      [worker, 1],
      [worker, 2],
      [web, 2],
    ] as const) {
      status.follow(started(scenario, count - 1));
      nowMs += 1000;
      status.follow(ended(scenario, count));
    }
    status.follow(started(worker, 2));
    expect(status.lines(120, plain)).toEqual([
      expect.stringMatching(/^worker {2}\[ 3\/20\] {2}waiting for its turn/),
      expect.stringMatching(/^web {4}p50 .* about 36 s left$/),
    ]);
    status.follow({ kind: 'scenario-ended', scenario: web });
    expect(status.lines(120, plain)[1]).toContain('about 18 s left');
  });
});
