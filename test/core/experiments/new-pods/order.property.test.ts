import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../src/core/observation.ts';
import { accepted, allCreated, probe, requested, startMs } from '../observations.ts';
import { added, asked, nowReady, recordFleet, scaled } from './recorded.ts';

/** What one pod does, in ms since the request; null: never. */
interface PodWorld {
  readyMs: number | null;
  answersMs: number | null;
  /** How often its watch event is sent again. */
  again: number;
}

const moment = fc.integer({ min: 30, max: 9000 });
const mostly = fc.option(moment, { freq: 8 });
const anyPod: fc.Arbitrary<PodWorld> = fc.record({
  readyMs: mostly,
  answersMs: mostly,
  again: fc.nat(2),
});
const world = fc.record({
  pods: fc.array(anyPod, { minLength: 2, maxLength: 8 }),
  absent: fc.constantFrom(0, 0, 0, 1, 3),
  serviceMs: mostly,
  isBurst: fc.boolean(),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function uidOf(index: number): string {
  return `pod-${index}`;
}

/** What each source tells, in its own order. */
function sourcesOf({ pods, serviceMs, isBurst }: World): Observation[][] {
  const sources = pods.flatMap(({ readyMs, answersMs, again }, index) => {
    const uid = uidOf(index);
    const first = added(uid, 10);
    const last = readyMs === null ? first : nowReady(uid, readyMs);
    const watch = [
      first,
      last,
      ...Array.from({ length: again }, (_, at) => ({ ...last, atMs: last.atMs + 5 * (at + 1) })),
    ];
    const probes = answersMs === null ? [] : [asked(uid, answersMs - 10, false), asked(uid, answersMs, true)];
    return [watch, probes];
  });
  return isBurst && serviceMs !== null ? [...sources, [probe(serviceMs, true)]] : sources;
}

/** One of the ways in which the sources may come in between each other. */
function mixed(sources: readonly Observation[][], picks: readonly number[]): Observation[] {
  const left = sources.map((source) => [...source]).filter((source) => source.length > 0);
  const out: Observation[] = [];
  for (let turn = 0; left.length > 0; turn += 1) {
    const at = (picks[turn % picks.length] ?? 0) % left.length;
    const next = left[at]?.shift();
    if (next !== undefined) out.push(next);
    if (left[at]?.length === 0) left.splice(at, 1);
  }
  return out;
}

function recordOf(each: World, inOrder: readonly Observation[]) {
  const asks = each.pods.length + each.absent;
  const begin = each.isBurst ? [requested, accepted, allCreated] : scaled(2, 2 + asks);
  const old = each.isBurst ? [] : [nowReady('old-1', -900), nowReady('old-2', -800)];
  const experiment = each.isBurst ? ({ experiment: 'pod-start', burst: asks } as const) : {};
  return recordFleet([...old, ...begin, ...inOrder], experiment);
}

/** The same, from what the world is. */
function model({ pods, absent, serviceMs, isBurst }: World) {
  const available = pods.map(({ readyMs, answersMs }) =>
    readyMs === null || answersMs === null ? Infinity : Math.max(readyMs, answersMs),
  );
  const asks = pods.length + absent;
  const sorted = [...available, ...new Array<number>(absent).fill(Infinity)].sort((a, b) => a - b);
  const at = (k: number): number | null => {
    const ms = sorted[k - 1] ?? Infinity;
    return ms === Infinity ? null : ms;
  };
  const allMs = at(asks);
  const service = isBurst ? serviceMs : 0;
  return {
    available,
    firstMs: at(1),
    halfMs: at(Math.ceil(asks / 2)),
    allMs,
    totalMs: allMs === null || service === null ? null : Math.max(allMs, service),
  };
}

const picks = fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 });

describe('in whatever order the sources are heard, a fleet', () => {
  it('comes to what its pods did', () => {
    const seen = { answered: 0, timedOut: 0 };
    fc.assert(
      fc.property(world, picks, (each, order) => {
        const expected = model(each);
        const { outcome, totalMs, fleet } = recordOf(each, mixed(sourcesOf(each), order));
        expect(outcome).toBe(expected.totalMs === null ? 'timed-out' : 'answered');
        expect(totalMs).toBe(expected.totalMs);
        const { firstMs, halfMs, allMs } = expected;
        expect(fleet).toMatchObject({ firstMs, halfMs, allMs });
        const times = new Map(fleet.pods.map(({ pod, availableMs }) => [pod, availableMs]));
        for (const [index, ms] of expected.available.entries())
          expect(times.get(uidOf(index))).toBe(ms === Infinity ? null : ms);
        if (outcome === 'answered') seen.answered += 1;
        else seen.timedOut += 1;
      }),
      { numRuns: 400 },
    );
    expect(Math.min(seen.answered, seen.timedOut)).toBeGreaterThan(20);
  });

  it('never has a pod available before it was Ready and had answered, nor a resolution beyond its start', () => {
    fc.assert(
      fc.property(world, picks, (each, order) => {
        for (const { readyMs, answeredMs, availableMs, resolutionMs } of recordOf(
          each,
          mixed(sourcesOf(each), order),
        ).fleet.pods) {
          if (availableMs === null) continue;
          expect(availableMs).toBe(Math.max(readyMs ?? NaN, answeredMs ?? NaN));
          expect(resolutionMs).toBeGreaterThanOrEqual(0);
          expect(resolutionMs).toBeLessThanOrEqual(availableMs);
        }
      }),
    );
  });

  it('is invalid once one of its pods is deleted before the end', () => {
    fc.assert(
      fc.property(world, fc.nat(), (each, pick) => {
        const inOrder = mixed(sourcesOf(each), [0]).toSorted((a, b) => a.atMs - b.atMs);
        const { totalMs } = model(each);
        const uid = uidOf(pick % each.pods.length);
        const gone: Observation = { kind: 'pod-deleted', atMs: startMs + 25, uid };
        const index = inOrder.findIndex(({ atMs }) => atMs > startMs + 25);
        fc.pre(index > 0 && (totalMs ?? Infinity) > 25);
        const disturbed = [...inOrder.slice(0, index), gone, ...inOrder.slice(index)];
        expect(recordOf(each, disturbed)).toMatchObject({ outcome: 'invalid', reason: 'PodDeleted' });
      }),
    );
  });
});
