import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binScale, binsOf } from '../../../src/reports/charts/bins.ts';

const times = fc.array(fc.double({ min: 1, max: 120_000, noNaN: true }), { minLength: 1, maxLength: 200 });
const limit = fc.double({ min: 1, max: 120_000, noNaN: true });

describe('The bins of a distribution', () => {
  it('hold every time once, and what is over the limit is what is over it', () => {
    fc.assert(
      fc.property(times, limit, (values, limitMs) => {
        const scale = binScale(values, [{ limitMs, label: 'limit' }], [0, 100]);
        const bins = binsOf(values, scale, limitMs);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(bins.reduce((sum, { over }) => sum + over, 0)).toBe(
          values.filter((ms) => ms > limitMs).length,
        );
        expect(bins.filter(({ fromMs, toMs }) => !(fromMs < toMs))).toEqual([]);
      }),
    );
  });

  it('keep the scale to the times where the limit is far away', () => {
    const scale = binScale([2000, 2100, 2400], [{ limitMs: 30_000, label: 'limit' }], [0, 100]);
    expect([scale.fromMs, scale.toMs]).toEqual([2000, 2400]);
  });

  it('stretch it to a limit that is near', () => {
    const scale = binScale([2000, 2100, 2400], [{ limitMs: 2500, label: 'limit' }], [0, 100]);
    expect([scale.fromMs, scale.toMs]).toEqual([2000, 2500]);
  });

  it('are none where nothing answered', () => {
    const scale = binScale([], [{ limitMs: 30_000, label: 'limit' }], [0, 80]);
    expect([scale.toMs, binsOf([], scale, 30_000)]).toEqual([30_000, []]);
  });
});
