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

  it.each([
    ['ends of the axis that are no round binary numbers', [204_357.123_456_789, 299_999.999_999_999_94]],
    ['times that no clock tells apart', [119_999.999_999_998_82, 119_999.999_999_998_79]],
  ])('hold every time with %s', (_, values) => {
    const bins = binsOf(values, binScale(values, [], [0, 100]), 30_000);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    expect(bins.filter(({ fromMs, toMs }) => !(fromMs < toMs))).toEqual([]);
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
