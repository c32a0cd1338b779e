import { describe, expect, it } from 'vitest';
import { parseObjective } from '../../src/core/objective.ts';

describe('an objective that is nearly one', () => {
  it.each([
    ['p95<30', 'p95 <= 30s'],
    ['p95 <= 30 s', 'p95 <= 30s'],
    ['P95 <= 30s', 'p95 <= 30s'],
    ['p95 =< 30s', 'p95 <= 30s'],
    ['p95 <= 30', 'p95 <= 30s'],
    ['p95 ≤ 1 min 30 s', 'p95 <= 1m30s'],
    ['p95 < 1.5 seconds', 'p95 <= 1.5s'],
    ['max: 2m', 'max <= 2m'],
    ['median < 500 ms', 'p50 <= 500ms'],
    ['imagePull P95 < 10', 'image-pull p95 <= 10s'],
    ['Ready p95 = 5s', 'ready p95 <= 5s'],
  ])('%s is shown as it should be: %s', (text, repaired) => {
    expect(parseObjective(text)).toEqual({
      problem: `is not an objective; did you mean ${repaired}?`,
    });
  });

  it('is not guessed at where nobody can tell', () => {
    expect(parseObjective('fast')).toMatchObject({
      problem: expect.stringContaining('not an objective') as string,
    });
    expect(parseObjective('p42 <= 30s')).toMatchObject({
      problem: expect.stringContaining('not a statistic') as string,
    });
    expect(parseObjective('teapot p95 <= 3s')).toMatchObject({
      problem: expect.stringContaining('not measured') as string,
    });
    expect(parseObjective('p95 <= 3 parsecs')).toMatchObject({
      problem: expect.not.stringContaining('did you') as string,
    });
  });
});
