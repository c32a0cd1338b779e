import { describe, expect, it } from 'vitest';
import { chanceOf, isRegression } from '../../../src/core/comparison/unanswered.ts';

/**
 * The exact chance that a duet of two equal images, of which each never answers in such a share of its starts, is called
 * a regression after any of so many pairs.
 */
function falseAlarms(share: number, pairs: number): number {
  const one = share * (1 - share);
  let counts = new Map([['0/0', 1]]);
  let alarms = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const next = new Map<string, number>();
    for (const [key, chance] of counts) {
      const [candidate = 0, baseline = 0] = key.split('/').map(Number);
      const ways: [number, number, number][] = [
        [candidate + 1, baseline, one],
        [candidate, baseline + 1, one],
        [candidate, baseline, 1 - 2 * one],
      ];
      for (const [c, b, weight] of ways) {
        if (isRegression({ candidate: c, baseline: b })) alarms += chance * weight;
        else next.set(`${c}/${b}`, (next.get(`${c}/${b}`) ?? 0) + chance * weight);
      }
    }
    counts = next;
  }
  return alarms;
}

describe('starts of which only one side never answered', () => {
  it('are told apart from chance by the sign test', () => {
    expect(chanceOf({ candidate: 8, baseline: 0 })).toBeCloseTo(1 / 256, 12);
    expect(chanceOf({ candidate: 1, baseline: 1 })).toBeCloseTo(3 / 4, 12);
    expect(chanceOf({ candidate: 0, baseline: 0 })).toBe(1);
    expect(isRegression({ candidate: 0, baseline: 30 })).toBe(false);
  });

  it('of a run twice as long are twice as many by chance', () => {
    expect(chanceOf({ candidate: 2, baseline: 0 }, 2 / 3)).toBeCloseTo(4 / 9, 12);
  });

  it.each([
    [0.05, 0.001],
    [0.1, 0.0045],
    [0.5, 0.014],
  ])(
    'are called a regression by mistake, where %d of the starts never answer, with a chance below %d',
    (share, most) => {
      expect(falseAlarms(share, 60)).toBeLessThan(most);
    },
  );
});
