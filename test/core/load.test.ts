import { describe, expect, it } from 'vitest';
import { loadMillicores, loadThreads, millicoresOf } from '../../src/core/load.ts';

describe('the CPU of a load', () => {
  it.each([
    ['80%', 2000, 1600, 2],
    ['100%', 1930, 1930, 2],
    ['1%', 940, 9, 1],
    ['500m', 2000, 500, 1],
    ['2', 8000, 2000, 2],
    ['2.5', 8000, 2500, 3],
  ])('%s of %d m is %d m, by %d threads', (cpu, allocatable, millicores, threads) => {
    expect(loadMillicores(cpu, allocatable)).toBe(millicores);
    expect(loadThreads(millicores)).toBe(threads);
  });

  it.each([
    ['2', 2000],
    ['0.1', 100],
    ['1930m', 1930],
    ['', null],
    ['2 cores', null],
  ])('%j is %j thousandths of a core', (text, millicores) => {
    expect(millicoresOf(text)).toBe(millicores);
  });
});
