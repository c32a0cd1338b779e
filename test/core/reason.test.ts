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
    [observed, sample(20, 0), 'none of 20 over 30 s; 1 allowed'],
    [observed, sample(20, 1), '1 of 20 over 30 s; 1 allowed'],
    [observed, sample(20, 2), '2 of 20 over 30 s; 1 allowed; not confirmed yet'],
    [observed, sample(40, 2), 'confirmed over 40 iterations: 2 of 40 over 30 s; 2 allowed'],
    [observed, sample(12, 1), 'stopped at 12 of 20 iterations: 1 of 12 over 30 s'],
    [observed, sample(19, 0), 'none of 19 over 30 s; 1 allowed of 20'],
    [
      observed,
      sample(20, 4),
      '4 of 20 over 30 s; 3 allowed even of 60; the chance of that if the SLO held: 1.6 %',
    ],
    [
      observed,
      sample(20, 6),
      '6 of 20 over 30 s; the chance of that if the SLO held: 0.033 % (1 % is enough)',
    ],
    [
      scenario({ maxIterations: 20 }),
      sample(20, 3),
      '3 of 20 over 30 s; 1 allowed; the chance of that if the SLO held: 7.5 %',
    ],
    [
      observed,
      sample(60, 4),
      'confirmed over 60 iterations: 4 of 60 over 30 s; 3 allowed; the chance of that if the SLO held: 35 %',
    ],
    [observed, [], 'no iteration was judged'],
    [maximum, sample(7, 1), '1 of 7 over 30 s; none allowed'],
    [maximum, sample(20, 0), 'none of 20 over 30 s; none allowed'],
    [
      provenMaximum,
      sample(20, 0),
      'none of 20 over 30 s; a maximum is judged by what was seen, it cannot be proven',
    ],
    [
      proven,
      sample(80, 0),
      'none of 80 over 30 s; the chance of that if the SLO did not hold: 1.7 % (3.7 % asked for)',
    ],
    [
      proven,
      sample(180, 9),
      '9 of 180 over 30 s: the chance of that is 59 % if the SLO did not hold (3.7 % asked for) and 55 % if it did (0.34 % asked for)',
    ],
    [
      ready,
      [...times(3, unknown), ...times(17, iteration())],
      '3 of 20 values are unknown; at most 10 % may be',
    ],
    [ready, times(20, unknown), 'none of 20 values is known'],
    [
      observed,
      [...times(3, invalid), ...sample(12, 1)],
      'too many iterations were invalid (3); stopped at 12 of 20 iterations: 1 of 12 over 30 s',
    ],
  ])('says what the verdict rests on (%#)', (rules, iterations, reason) => {
    expect(judgeScenario(rules, iterations).objectives[0]?.reason).toBe(reason);
  });
});
