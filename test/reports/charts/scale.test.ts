import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percent, timeScale } from '../../../src/reports/charts/scale.ts';

const time = fc.double({ min: 0.01, max: 3_600_000, noNaN: true });

describe('A scale of times', () => {
  it('holds both ends, and keeps every tick within its range', () => {
    fc.assert(
      fc.property(time, time, (a, b) => {
        const scale = timeScale(Math.min(a, b), Math.max(a, b) + 1);
        expect(scale.fromMs).toBeLessThanOrEqual(Math.min(a, b));
        expect(scale.toMs).toBeGreaterThanOrEqual(Math.max(a, b));
        expect(scale.ticks.filter(({ at }) => !(at >= 0 && at <= 100))).toEqual([]);
        expect(scale.ticks.length).toBeGreaterThan(1);
      }),
    );
  });

  it('puts what is beyond its ends at its ends, a time that never came too', () => {
    const scale = timeScale(1000, 2000);
    expect([scale.at(0), scale.at(1500), scale.at(9000), scale.at(Infinity)]).toEqual([0, 50, 100, 100]);
  });

  it.each([
    [400, ['0', '100 ms', '200 ms', '300 ms', '400 ms']],
    [2000, ['0', '0.5 s', '1.0 s', '1.5 s', '2.0 s']],
    [60_000, ['0', '10 s', '20 s', '30 s', '40 s', '50 s', '60 s']],
    [240_000, ['0', '1 min', '2 min', '3 min', '4 min']],
  ])('labels 0 to %i ms with %j', (toMs, labels) => {
    expect(timeScale(0, toMs).ticks.map(({ label }) => label)).toEqual(labels);
  });
});

it('a percentage has two digits after the point', () => {
  expect([percent(33.33333), percent(50)]).toEqual(['33.33%', '50%']);
});
