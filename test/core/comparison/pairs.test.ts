import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairsOf, type Sides } from '../../../src/core/comparison/pairs.ts';
import type { Judgeable } from '../../../src/core/measure.ts';
import { invalid, iteration, timedOut, warmup } from '../judging-fixtures.ts';

const answered = (totalMs: number): Judgeable => iteration({ totalMs });

describe('the pairs of a duet', () => {
  it('are the starts of one place, without warm-ups', () => {
    const sides: Sides = {
      baseline: [warmup, answered(1000), answered(2000)],
      candidate: [warmup, answered(1100), answered(3000)],
    };
    expect(pairsOf(sides)).toMatchObject({ neither: 0, invalid: 0, alone: 0 });
    expect(pairsOf(sides).logRatios.map(Math.exp)).toEqual(
      [1.1, 1.5].map((ratio) => expect.closeTo(ratio, 9) as number),
    );
  });

  it('leave out a start whose partner is still to come', () => {
    expect(pairsOf({ baseline: [answered(1000)], candidate: [] }).logRatios).toEqual([]);
    expect(pairsOf({ baseline: [], candidate: [answered(1000)] })).toMatchObject({ logRatios: [], alone: 0 });
  });

  it('count a start that never answered as infinitely slow, whichever side it is of', () => {
    const sides: Sides = {
      baseline: [timedOut, answered(1000), timedOut],
      candidate: [answered(1000), timedOut, timedOut],
    };
    expect(pairsOf(sides)).toMatchObject({ logRatios: [-Infinity, Infinity], neither: 1 });
  });

  it('with an invalid side do not count, and the candidate’s start of such a pair stands alone', () => {
    const sides: Sides = {
      baseline: [invalid, answered(1000), invalid],
      candidate: [answered(1000), invalid, invalid],
    };
    expect(pairsOf(sides)).toEqual({ logRatios: [], neither: 0, invalid: 3, alone: 1 });
  });

  it('have the opposite ratio where baseline and candidate are swapped', () => {
    const total = fc.integer({ min: 1, max: 60_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(total, total), { maxLength: 30 }), (both) => {
        const baseline = both.map(([one]) => answered(one));
        const candidate = both.map(([, other]) => answered(other));
        const [there, back] = [
          pairsOf({ baseline, candidate }),
          pairsOf({ baseline: candidate, candidate: baseline }),
        ];
        expect(back.logRatios.map((ratio) => expect.closeTo(-ratio, 9) as number)).toEqual(there.logRatios);
      }),
    );
  });
});
