import fc from 'fast-check';
import { expect, test } from 'vitest';
import { skewEstimate } from '../../../src/kube/api/clock-skew.ts';
import { retryAfterMs } from '../../../src/kube/api/status.ts';

const start = Date.UTC(2026, 0, 1);

test('the true skew always lies within what is estimated', () => {
  const answers = fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 5000 }),
      fc.integer({ min: 0, max: 500 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), answers, (skew, exchanges) => {
      const estimate = skewEstimate();
      let now = start;
      for (const [pause, took, part] of exchanges) {
        now += pause;
        const stamped = now + took * part + skew;
        estimate.add(new Date(Math.floor(stamped / 1000) * 1000).toUTCString(), now, now + took);
        now += took;
      }
      const { skewMs, resolutionMs } = estimate.current() ?? { skewMs: NaN, resolutionMs: NaN };
      expect(Math.abs(skewMs - skew)).toBeLessThanOrEqual(resolutionMs + 1e-6);
    }),
  );
});

test('answers at different parts of a second narrow it down', () => {
  const estimate = skewEstimate();
  estimate.add(new Date(start).toUTCString(), start + 100, start + 110);
  expect(estimate.current()).toEqual({ skewMs: 395, resolutionMs: 505 });
  estimate.add(new Date(start).toUTCString(), start + 900, start + 910);
  expect(estimate.current()).toEqual({ skewMs: -5, resolutionMs: 105 });
});

test('a clock that was set makes the old answers worthless', () => {
  const estimate = skewEstimate();
  estimate.add(new Date(start).toUTCString(), start, start);
  estimate.add(new Date(start + 60_000).toUTCString(), start, start);
  expect(estimate.current()?.skewMs).toBe(60_500);
});

test('an answer without a readable Date tells nothing', () => {
  const estimate = skewEstimate();
  estimate.add(undefined, start, start);
  estimate.add('yesterday', start, start);
  expect(estimate.current()).toBeNull();
});

test.each([
  [undefined, null],
  ['', null],
  ['soon', null],
  ['2', 2000],
  ['0', 0],
  ['-1', 0],
  [new Date(start + 5000).toUTCString(), 5000],
  [new Date(start - 5000).toUTCString(), 0],
])('Retry-After %j asks for %j ms', (header, ms) => {
  expect(retryAfterMs(header, start)).toBe(ms);
});
