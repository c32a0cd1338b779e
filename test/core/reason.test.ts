import { describe, expect, it } from 'vitest';
import { judgeScenario } from '../../src/core/verdict.ts';
import { invalid, iteration, sample, scenario, times } from './judging-fixtures.ts';

const observed = scenario();
const proven = scenario({ rule: 'proven', maxIterations: 180 });
const maximum = scenario({}, 'max <= 30s');
const provenMaximum = scenario({ rule: 'proven' }, 'max <= 30s');
const ready = scenario({}, 'ready p95 <= 30s');
const unknown = iteration({ readyMs: null, watchGaps: 1 });

describe('the reason', () => {
  it.each([
    [observed, sample(20, 0), 'no start of 20 exceeded 30 s; at most 1 may'],
    [observed, sample(20, 1), '1 of 20 starts exceeded 30 s; at most 1 may'],
    [observed, sample(20, 2), '2 of 20 starts exceeded 30 s; at most 1 may; not confirmed yet'],
    [observed, sample(40, 2), 'confirmed with 40 starts: 2 of 40 starts exceeded 30 s; at most 2 may'],
    [observed, sample(12, 1), 'stopped after 12 of 20 starts: 1 of 12 starts exceeded 30 s'],
    [observed, sample(19, 0), 'no start of 19 exceeded 30 s; at most 1 of 20 may'],
    [
      observed,
      sample(20, 4),
      '4 of 20 starts exceeded 30 s; even 60 starts may have only 3. If the SLO held, a run this bad would happen 1.6% of the time',
    ],
    [
      observed,
      sample(20, 6),
      '6 of 20 starts exceeded 30 s. If the SLO held, a run this bad would happen 0.033% of the time (at most 1% required)',
    ],
    [
      scenario({ maxIterations: 20 }),
      sample(20, 3),
      '3 of 20 starts exceeded 30 s; at most 1 may. If the SLO held, a run this bad would happen 7.5% of the time',
    ],
    [
      observed,
      sample(60, 4),
      'confirmed with 60 starts: 4 of 60 starts exceeded 30 s; at most 3 may. If the SLO held, a run this bad would happen 35% of the time',
    ],
    [observed, [], 'no iteration was judged'],
    [maximum, sample(7, 1), '1 of 7 starts exceeded 30 s; none may'],
    [maximum, sample(20, 0), 'no start of 20 exceeded 30 s; none may'],
    [
      provenMaximum,
      sample(20, 0),
      'no start of 20 exceeded 30 s; a maximum is judged by what was seen, it cannot be proven',
    ],
    [
      proven,
      sample(80, 0),
      'no start of 80 exceeded 30 s; a service that misses the SLO would do so in 1.7% of runs (at most 3.7% required)',
    ],
    [
      proven,
      sample(180, 9),
      '9 of 180 starts exceeded 30 s. That would happen in 59% of runs of a service that misses the SLO (rule proven requires at most 3.7%), and in 55% of runs of one that keeps it (at most 0.34%)',
    ],
    [
      ready,
      [...times(3, unknown), ...times(17, iteration())],
      '3 of 20 values are unknown; at most 10% may be',
    ],
    [ready, times(20, unknown), 'none of 20 values is known'],
    [
      observed,
      [...times(3, invalid), ...sample(12, 1)],
      'too many iterations were invalid (3); stopped after 12 of 20 starts: 1 of 12 starts exceeded 30 s',
    ],
  ])('says what the verdict rests on (%#)', (rules, iterations, reason) => {
    expect(judgeScenario(rules, iterations).objectives[0]?.reason).toBe(reason);
  });
});
