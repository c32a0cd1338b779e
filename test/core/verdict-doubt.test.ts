import { describe, expect, it } from 'vitest';
import type { Judgeable } from '../../src/core/measure.ts';
import { nextStep, type Judged } from '../../src/core/verdict.ts';
import { invalid, iteration, sample, scenario, times, within } from './judging-fixtures.ts';

const step = (rules: Judged, iterations: readonly Judgeable[]) =>
  nextStep(rules, iterations, { deadlineReached: false });
const cutShort = (rules: Judged, iterations: readonly Judgeable[]) =>
  nextStep(rules, iterations, { deadlineReached: true });
const goOn = (judgedTarget: number) => ({ kind: 'continue', judgedTarget });
const stop = (stoppedBecause: string, verdict: string | null) => ({ kind: 'stop', stoppedBecause, verdict });

describe('invalid iterations', () => {
  const rules = scenario();

  it('are repeated up to one in ten', () => {
    expect(step(rules, [...times(2, invalid), ...sample(10, 0)])).toEqual(goOn(20));
    expect(step(rules, [...times(2, invalid), ...sample(20, 0)])).toMatchObject(stop('complete', 'met'));
  });

  it('end the run without a verdict where there are more', () => {
    const result = step(rules, [...times(3, invalid), ...sample(10, 0)]);
    expect(result).toMatchObject(stop('too-many-invalid', 'inconclusive'));
    expect(result).toMatchObject({ objectives: [{ verdict: 'inconclusive', passed: null }] });
  });

  it('are allowed once where few iterations are asked for', () => {
    const one = scenario({ iterations: 1, maxIterations: 3 });
    expect(step(one, [invalid])).toEqual(goOn(1));
    expect(step(one, [invalid, invalid])).toMatchObject(stop('too-many-invalid', 'inconclusive'));
  });

  it('may be more while another batch is run', () => {
    expect(step(rules, [...sample(20, 2), ...times(4, invalid)])).toEqual(goOn(40));
    expect(step(rules, [...sample(20, 2), ...times(5, invalid)])).toMatchObject({
      stoppedBecause: 'too-many-invalid',
    });
  });

  it('during warm-up do not count', () => {
    expect(step(rules, times(5, { ...invalid, warmup: true }))).toEqual(goOn(20));
  });
});

describe('unknown values', () => {
  const rules = scenario({}, 'ready p95 <= 30s');
  const unknown = iteration({ readyMs: null, watchGaps: 1 });

  it('up to one in ten are left out', () => {
    expect(step(rules, [...times(2, unknown), ...times(18, within)])).toMatchObject({
      verdict: 'met',
      objectives: [{ evidence: { n: 18, unknown: 2 } }],
    });
  });

  it('of more than one in ten leave the objective inconclusive, without waiting for more', () => {
    const iterations = [...times(3, unknown), ...times(17, within)];
    expect(step(rules, iterations)).toMatchObject(stop('complete', 'inconclusive'));
  });

  it('do not save an objective that is violated without them', () => {
    const late = iteration({ readyMs: 99_000 });
    expect(step(rules, [...times(10, unknown), ...times(6, late)])).toMatchObject(
      stop('settled', 'violated'),
    );
  });

  it('leave an objective inconclusive where nothing is known', () => {
    const pull = scenario({}, 'image-pull p95 <= 30s');
    expect(step(pull, times(20, within))).toMatchObject(stop('complete', 'inconclusive'));
  });

  it('are judged on the known ones at the last look', () => {
    const late = iteration({ readyMs: 99_000 });
    const once = scenario({ maxIterations: 20 }, 'ready p90 <= 30s');
    expect(step(once, [...times(2, unknown), ...times(2, late), ...times(16, within)])).toMatchObject(
      stop('complete', 'violated'),
    );
  });
});

describe('a deadline', () => {
  const rules = scenario();

  it('before the look leaves the verdict open', () => {
    expect(cutShort(rules, sample(12, 0))).toMatchObject(stop('max-duration', 'inconclusive'));
    expect(cutShort(rules, [])).toMatchObject(stop('max-duration', 'inconclusive'));
  });

  it('during confirmation leaves the verdict open', () => {
    expect(cutShort(rules, sample(20, 2))).toMatchObject(stop('max-duration', 'inconclusive'));
    expect(cutShort(rules, sample(33, 2))).toMatchObject(stop('max-duration', 'inconclusive'));
  });

  it('at a look that decides changes nothing', () => {
    expect(cutShort(rules, sample(20, 1))).toMatchObject(stop('complete', 'met'));
    expect(cutShort(rules, sample(7, 4))).toMatchObject(stop('settled', 'violated'));
  });

  it('is met where the iterations to the look could not change it', () => {
    expect(cutShort(rules, sample(19, 0))).toMatchObject(stop('max-duration', 'met'));
    expect(cutShort(rules, sample(19, 1))).toMatchObject(stop('max-duration', 'inconclusive'));
    expect(cutShort(rules, sample(18, 0))).toMatchObject(stop('max-duration', 'inconclusive'));
  });
});
