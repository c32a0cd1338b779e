import { expect, it } from 'vitest';
import { backoffMs } from '../../src/core/backoff.ts';

it('doubles with each failure in a row, up to the longest delay', () => {
  const delaysMs = [1, 2, 3, 4, 5, 60].map((failures) =>
    backoffMs(failures, { firstMs: 50, longestMs: 300 }),
  );
  expect(delaysMs).toEqual([50, 100, 200, 300, 300, 300]);
  expect(backoffMs(4, { firstMs: 30 })).toBe(240);
});
