import { describe, expect, it } from 'vitest';
import { judgedOf, measureOf } from '../../src/core/measure.ts';
import { failed, invalid, iteration, noPhases, over, timedOut, warmup, within } from './judging-fixtures.ts';

describe('the iterations that count', () => {
  it('are the answered, the timed-out and the failed ones, and no warm-up', () => {
    expect(judgedOf([warmup, within, invalid, timedOut, failed, over])).toEqual([
      within,
      timedOut,
      failed,
      over,
    ]);
  });
});

describe('the total of an iteration', () => {
  it('is the time it took to answer', () => {
    expect(measureOf(within, 'total')).toBe(1000);
  });

  it('is infinite where it never answered', () => {
    expect(measureOf(timedOut, 'total')).toBe(Infinity);
    expect(measureOf(failed, 'total')).toBe(Infinity);
  });
});

describe('ready of an iteration', () => {
  it('is infinite where it answered, the watch had no gap and Ready was never seen', () => {
    expect(measureOf(iteration({ readyMs: null }), 'ready')).toBe(Infinity);
  });

  it('is unknown where it answered and the watch had a gap', () => {
    expect(measureOf(iteration({ readyMs: null, watchGaps: 1 }), 'ready')).toBe('unknown');
  });

  it('is unknown where it was seen, and a stall leaves in doubt when it came', () => {
    const instants = [{ name: 'ready', clock: 'runner', sinceStartMs: 700, resolutionMs: 300 } as const];
    expect(measureOf(iteration({ readyMs: null, instants }), 'ready')).toBe('unknown');
    expect(measureOf({ ...timedOut, instants }, 'ready')).toBe(Infinity);
  });

  it('is known where it was seen in spite of a gap', () => {
    expect(measureOf(iteration({ readyMs: 700, watchGaps: 1 }), 'ready')).toBe(700);
  });

  it('is kept where the pod was Ready and never answered', () => {
    expect(measureOf({ ...timedOut, readyMs: 900 }, 'ready')).toBe(900);
  });

  it('is infinite where the iteration failed, gap or not', () => {
    expect(measureOf({ ...failed, watchGaps: 2 }, 'ready')).toBe(Infinity);
  });
});

describe('the SLI of an iteration', () => {
  it('is kept where the containers ran and the application never answered', () => {
    expect(measureOf({ ...timedOut, sliMs: 900 }, 'sli')).toBe(900);
  });

  it('is bounded where it cannot be told exactly', () => {
    expect(measureOf(iteration({ sliAtMostMs: 900 }), 'sli')).toEqual({ atMostMs: 900 });
  });

  it('is infinite where the containers never ran', () => {
    expect(measureOf(failed, 'sli')).toBe(Infinity);
  });

  it('is unknown where they ran, whether the application answered or not', () => {
    const instants = [{ name: 'running', clock: 'runner', sinceStartMs: 700, resolutionMs: 300 } as const];
    expect(measureOf({ ...timedOut, instants }, 'sli')).toBe('unknown');
    expect(measureOf(within, 'sli')).toBe('unknown');
  });
});

describe('a phase of an iteration', () => {
  it('is unknown, never zero, where the answered iteration does not have it', () => {
    expect(measureOf(within, 'image-pull')).toBe('unknown');
  });

  it('is infinite where the iteration timed out before it was over', () => {
    expect(measureOf(timedOut, 'image-pull')).toBe(Infinity);
  });

  it('is what it took where it was over before the iteration timed out', () => {
    const pulled = { ...timedOut, phases: { ...noPhases, imagePullMs: 800 } };
    expect(measureOf(pulled, 'image-pull')).toBe(800);
  });
});
