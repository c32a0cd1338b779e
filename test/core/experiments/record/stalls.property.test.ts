import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../src/core/observation.ts';
import { observed, type Pause, type World } from '../observer-model.ts';
import { startMs } from '../observations.ts';
import { record } from '../recorded.ts';

/** Against a process that never pauses a time may be off by a stall that is not reported. */
const tolerableMs = 100;

const world = fc
  .record({
    createMs: fc.array(fc.integer({ min: 2, max: 60 }), { minLength: 2, maxLength: 4 }),
    podsAt: fc.nat(3),
    serviceAt: fc.nat(3),
    listensMs: fc.integer({ min: 0, max: 4000 }),
    readyMs: fc.array(fc.integer({ min: 5, max: 4500 }), { minLength: 1, maxLength: 3 }),
    addressMs: fc.option(fc.integer({ min: 0, max: 4500 }), { freq: 3 }),
    podAddressMs: fc.option(fc.integer({ min: 1, max: 4000 }), { freq: 3 }),
    intervalMs: fc.constantFrom(20, 20, 20, 100, 200),
    roundTripMs: fc.integer({ min: 1, max: 12 }),
    responseMs: fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 1500 })),
    hangs: fc.boolean(),
    timeoutMs: fc.oneof(fc.constant(60_000), fc.integer({ min: 500, max: 5000 })),
  })
  .map((drawn): World => {
    const podsAt = drawn.podsAt % drawn.createMs.length;
    const next = drawn.serviceAt % (drawn.createMs.length - 1);
    return { ...drawn, podsAt, serviceAt: next >= podsAt ? next + 1 : next };
  });

/** Pauses that are reported, one after the other, more of them than not around the moments that count. */
function pausesIn({ listensMs, readyMs, createMs }: World): fc.Arbitrary<Pause[]> {
  const moments = [0, createMs[0] ?? 0, listensMs, ...readyMs, listensMs + 100];
  const near = fc
    .tuple(fc.constantFrom(...moments), fc.integer({ min: -900, max: 200 }))
    .map(([moment, by]) => moment + by);
  const pause = fc.record({
    fromMs: fc.oneof(near, fc.integer({ min: -600, max: 5000 })),
    forMs: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 121, max: 600 }) },
      { weight: 1, arbitrary: fc.integer({ min: 600, max: 6500 }) },
    ),
    lookedMs: fc.integer({ min: 0, max: 20 }),
    noticedMs: fc.integer({ min: 0, max: 8 }),
    givesUp: fc.boolean(),
  });
  return fc.array(pause, { minLength: 1, maxLength: 3 }).map((drawn) => {
    const sorted = drawn.toSorted((a, b) => a.fromMs - b.fromMs);
    let freeFromMs = -Infinity;
    return sorted.flatMap(({ fromMs, forMs, ...rest }) => {
      const from = startMs + fromMs;
      if (from < freeFromMs) return [];
      freeFromMs = from + forMs + 40;
      return [{ ...rest, fromMs: from, toMs: from + forMs }];
    });
  });
}

const disturbedWorld = world.chain((each) => fc.tuple(fc.constant(each), pausesIn(each)));

function recordOf(each: World, observations: readonly Observation[]) {
  const { timeoutMs } = each;
  return record(observations, { expectedPods: each.readyMs.length, timeoutMs });
}

/** Three failed attempts show the service silent, so the answer is known to three intervals. */
function allowedMs({ intervalMs }: World): number {
  return 3 * intervalMs + tolerableMs + 1;
}

describe('beside a process that never stalls', () => {
  it('a total that stalls may have changed is invalid, and so is a timeout', () => {
    const seen = { invalid: 0, answered: 0 };
    fc.assert(
      fc.property(disturbedWorld, ([each, pauses]) => {
        const ideal = recordOf(each, observed(each, []));
        const stalled = recordOf(each, observed(each, pauses));
        if (stalled.outcome === 'invalid') return void (seen.invalid += 1);
        const total = stalled.totalMs ?? each.timeoutMs;
        const idealTotal = ideal.totalMs ?? each.timeoutMs;
        expect(Math.abs(total - idealTotal)).toBeLessThanOrEqual(allowedMs(each));
        seen.answered += 1;
      }),
      { numRuns: 5000 },
    );
    expect(Math.min(seen.invalid, seen.answered)).toBeGreaterThan(500);
  }, 60_000);

  it('a Ready that a stall may have delayed is unknown', () => {
    let known = 0;
    fc.assert(
      fc.property(disturbedWorld, ([each, pauses]) => {
        const ideal = recordOf({ ...each, timeoutMs: 60_000 }, observed({ ...each, timeoutMs: 60_000 }, []));
        const stalled = recordOf(each, observed(each, pauses));
        if (stalled.outcome === 'invalid' || stalled.readyMs === null) return;
        expect(Math.abs(stalled.readyMs - (ideal.readyMs ?? Infinity))).toBeLessThanOrEqual(tolerableMs + 1);
        known += 1;
      }),
      { numRuns: 2000 },
    );
    expect(known).toBeGreaterThan(200);
  }, 60_000);
});

describe('as narrow as that allows', () => {
  it('stalls after the last create and before three attempts that fail leave the outcome as it is', () => {
    let disturbed = 0;
    const onePod = world.map((each) => ({ ...each, readyMs: each.readyMs.slice(0, 1) }));
    fc.assert(
      fc.property(
        onePod.chain((each) => fc.tuple(fc.constant(each), pausesIn(each))),
        ([each, pauses]) => {
          const observations = observed(each, pauses);
          const stalls = observations.filter((seen) => seen.kind === 'stall');
          const createdMs = observations.find(({ kind }) => kind === 'all-created')?.atMs ?? Infinity;
          const failedMs = thirdLastFailureMs(observations);
          const harmless = stalls.every(({ sinceMs, atMs }) => sinceMs >= createdMs && atMs <= failedMs);
          fc.pre(harmless && stalls.every(({ stalledMs }) => stalledMs <= 5000));
          expect(recordOf(each, observations).outcome).not.toBe('invalid');
          disturbed += Math.sign(stalls.length);
        },
      ),
      { numRuns: 500, maxSkipsPerRun: 1000 },
    );
    expect(disturbed).toBeGreaterThan(100);
  }, 60_000);
});

function thirdLastFailureMs(observations: readonly Observation[]): number {
  const probes = observations.filter((seen) => seen.kind === 'probe');
  const answeredFromMs = probes.find(({ matched }) => matched)?.startedMs ?? Infinity;
  const failures = probes.filter(({ matched, startedMs }) => !matched && startedMs < answeredFromMs);
  return failures.map(({ startedMs }) => startedMs).toSorted((a, b) => b - a)[2] ?? -Infinity;
}
