import { describe, expect, it } from 'vitest';
import { connectTimeoutMs, measureFloor } from '../../../../src/kube/probe/paths/floor.ts';
import { match, result } from '../support/attempts.ts';

describe('measureFloor', () => {
  it('is the median of sequential attempts', async () => {
    const tookMs = [3, 90, 1, 2, 5, 4, 80];
    let under = 0;
    const floor = await measureFloor(async () => {
      expect(under++).toBe(0);
      await Promise.resolve();
      under--;
      return match({ startedMs: 100, atMs: 100 + (tookMs.shift() ?? NaN) });
    });
    expect(floor).toBe(4);
    expect(tookMs).toEqual([]);
  });

  it('leaves out attempts that were not answered as expected', async () => {
    const results = [result({ atMs: 900 }), match({ atMs: 6 }), result(), match({ atMs: 8 })];
    expect(await measureFloor(() => Promise.resolve(results.shift() ?? result()))).toBe(6);
  });

  it('is unknown when nothing answered', async () => {
    expect(await measureFloor(() => Promise.resolve(result()))).toBeNull();
  });
});

describe('connectTimeoutMs', () => {
  it.each([
    [null, 250],
    [0.4, 50],
    [12.5, 50],
    [13, 52],
    [80, 320],
  ])('for a floor of %s ms is %s ms', (floorMs, expectedMs) => {
    expect(connectTimeoutMs(floorMs)).toBe(expectedMs);
  });
});
