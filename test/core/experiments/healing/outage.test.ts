import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outageOf, type Attempt } from '../../../../src/core/experiments/healing/outage.ts';

const killMs = 1000;

/** One attempt every 20 ms from the kill on: `.` succeeded, `x` failed. */
function attempts(pattern: string): Attempt[] {
  return Array.from(pattern, (letter, slot) => {
    const startedMs = killMs + slot * 20;
    return { startedMs, atMs: startedMs + 2, matched: letter === '.' };
  });
}

describe('an outage', () => {
  it('lasts from the start of the first attempt that failed to the start of the next that did not', () => {
    expect(outageOf(attempts('..xxx..'), killMs)).toMatchObject({
      outageMs: 60,
      failedProbes: 3,
      probes: 7,
    });
  });

  it('is the longest of several', () => {
    expect(outageOf(attempts('x.xxx.xx.'), killMs)).toMatchObject({ outageMs: 60, failedProbes: 6 });
  });

  it('is 0 where no attempt failed, as fine as attempts are apart', () => {
    expect(outageOf(attempts('....'), killMs)).toMatchObject({ outageMs: 0, resolutionMs: 20 });
  });

  it('is not known while it lasts, however short', () => {
    expect(outageOf(attempts('.xxx.x'), killMs).outageMs).toBeNull();
    expect(outageOf(attempts('xxx'), killMs)).toMatchObject({ outageMs: null, longestGapMs: null });
  });

  it('is blurred by the time to the attempts at its ends', () => {
    const late = attempts('.xx..').map((each, index) =>
      index === 0 ? each : { ...each, startedMs: each.startedMs + 100, atMs: each.atMs + 100 },
    );
    expect(outageOf(late, killMs)).toMatchObject({ outageMs: 40, resolutionMs: 120 });
  });

  it('may have been longer by as much as a time without attempts is longer than it', () => {
    const starts = [1300, 1320, 1340, 1360];
    const late = starts.map((startedMs) => ({
      ...{ startedMs, atMs: startedMs + 2, matched: ![1320, 1340].includes(startedMs) },
    }));
    expect(outageOf(late, killMs)).toMatchObject({ outageMs: 40, resolutionMs: 300 - 40 });
  });

  it('ends where an attempt succeeded that began in it, though answered long after', () => {
    const slow = attempts('.xx.').map((each) => (each.startedMs === 1060 ? { ...each, atMs: 3060 } : each));
    expect(outageOf(slow, killMs)).toMatchObject({ outageMs: 40, longestGapMs: 3060 - 1002 });
  });

  it('of a client who was never asked is nothing that is known', () => {
    expect(outageOf([], killMs)).toEqual({
      outageMs: 0,
      resolutionMs: null,
      longestGapMs: null,
      probes: 0,
      failedProbes: 0,
    });
  });
});

const anyAttempts = fc
  .array(
    fc.record({
      gapMs: fc.integer({ min: 1, max: 60 }),
      tookMs: fc.integer({ min: 0, max: 500 }),
      matched: fc.boolean(),
    }),
    {
      maxLength: 60,
    },
  )
  .map((slots) => {
    let atMs = killMs;
    return slots.map(({ gapMs, tookMs, matched }): Attempt => {
      atMs += gapMs;
      return { startedMs: atMs, atMs: atMs + tookMs, matched };
    });
  });

describe('any attempts', () => {
  it('give the outage that a walk over every failed attempt gives', () => {
    fc.assert(
      fc.property(anyAttempts, (all) => {
        expect(outageOf(all, killMs).outageMs).toBe(naive(all));
      }),
    );
  });

  it('give the same in any order, and told twice', () => {
    const shuffled = anyAttempts.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
    );
    fc.assert(
      fc.property(shuffled, ([all, mixed]) => {
        expect(outageOf(mixed, killMs)).toEqual(outageOf(all, killMs));
      }),
    );
  });
});

/** From each failed attempt on to the next that succeeded, if there is one. */
function naive(all: readonly Attempt[]): number | null {
  const lengths = all
    .filter(({ matched }) => !matched)
    .map(({ startedMs }) => {
      const until = all.find((each) => each.matched && each.startedMs > startedMs);
      return until === undefined ? Infinity : until.startedMs - startedMs;
    });
  const longest = Math.max(0, ...lengths);
  return longest === Infinity ? null : longest;
}
