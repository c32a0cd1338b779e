import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../src/core/observation.ts';
import {
  accepted,
  allCreated,
  condition,
  pod,
  probe,
  probing,
  ready,
  requested,
  startMs,
} from '../observations.ts';
import { record } from '../recorded.ts';

/** What a pod truly does, in ms since the request, each later than the one before. */
interface Truth {
  scheduledMs: number;
  readyMs: number;
  answeredMs: number;
}

const truth: fc.Arbitrary<Truth> = fc
  .tuple(
    fc.integer({ min: 5, max: 500 }),
    fc.integer({ min: 20, max: 4000 }),
    fc.integer({ min: 20, max: 4000 }),
  )
  .map(([scheduledMs, more, further]) => ({
    scheduledMs,
    readyMs: scheduledMs + more,
    answeredMs: scheduledMs + further,
  }));

const intervalMs = 20;

/** Attempts every 20 ms that fail until the truth, and then one that is answered. */
function probesOf({ answeredMs }: Truth): Observation[] {
  const failed = Array.from({ length: Math.floor(answeredMs / intervalMs) }, (_, at) =>
    probe(at * intervalMs, false),
  );
  return [...failed.filter(({ atMs }) => atMs < startMs + answeredMs), probe(answeredMs, true)];
}

/** The pod's states as the API server has them, each with when it came about. */
function statesOf({ scheduledMs, readyMs }: Truth): { sinceMs: number; at: (ms: number) => Observation }[] {
  return [
    { sinceMs: 2, at: (ms) => pod(ms) },
    {
      sinceMs: scheduledMs,
      at: (ms) => pod(ms, { nodeName: 'node-1', conditions: { PodScheduled: condition(true) } }),
    },
    { sinceMs: readyMs, at: (ms) => ready(ms) },
  ];
}

/** What the network makes of an event: late by so many ms, and so often, or never there. */
const delivery = fc.record({ lateMs: fc.integer({ min: 1, max: 3000 }), copies: fc.nat(3) });
const deliveries = fc.array(fc.array(delivery, { maxLength: 1 }), { minLength: 3, maxLength: 3 });

/** Receipts in the order of the runner's clock, whatever order the states had. */
function received(
  world: Truth,
  how: readonly (readonly { lateMs: number; copies: number }[])[],
): Observation[] {
  const events = statesOf(world).flatMap(({ sinceMs, at }, index) =>
    (how[index] ?? []).flatMap(({ lateMs, copies }) =>
      Array.from({ length: copies }, (_, copy) => at(sinceMs + lateMs + 7 * copy)),
    ),
  );
  return [...events, ...probesOf(world)].sort((a, b) => a.atMs - b.atMs);
}

const begin = [requested, accepted, allCreated, probing];

describe('whatever the watch drops, repeats, delays and puts out of order', () => {
  it('the total is the true one within its resolution, or there is none', () => {
    const seen = { answered: 0, invalid: 0 };
    fc.assert(
      fc.property(truth, deliveries, (world, how) => {
        const { outcome, totalMs, probe: probed } = record([...begin, ...received(world, how)]);
        expect(['answered', 'invalid']).toContain(outcome);
        if (outcome === 'answered') {
          seen.answered += 1;
          expect(totalMs).toBe(world.answeredMs);
          expect(probed.resolutionMs).toBeGreaterThanOrEqual(0);
          expect(probed.resolutionMs).toBeLessThanOrEqual(2 * intervalMs);
        } else {
          seen.invalid += 1;
          expect(totalMs === null || totalMs === world.answeredMs).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(seen.answered, seen.invalid)).toBeGreaterThan(20);
  });

  it('the time to Ready is never earlier than the truth, nor known from a pod that nobody saw Ready', () => {
    fc.assert(
      fc.property(truth, deliveries, (world, how) => {
        const observations = received(world, how);
        const { outcome, readyMs } = record([...begin, ...observations]);
        const first = observations.find(({ kind, ...seen }) => kind === 'pod' && isReady(seen));
        if (first === undefined) expect(readyMs).toBeNull();
        else if (outcome === 'answered') expect(readyMs).toBe(first.atMs - startMs);
        if (readyMs !== null) expect(readyMs).toBeGreaterThanOrEqual(world.readyMs);
      }),
      { numRuns: 1000 },
    );
  });

  it('a service that never answers has no total', () => {
    fc.assert(
      fc.property(truth, deliveries, (world, how) => {
        const observations = received(world, how).filter((each) => each.kind !== 'probe' || !each.matched);
        expect(record([...begin, ...observations])).toMatchObject({ outcome: 'timed-out', totalMs: null });
      }),
    );
  });
});

function isReady(seen: object): boolean {
  const { pod: facts } = seen as Extract<Observation, { kind: 'pod' }>;
  return facts.conditions['Ready']?.status === true;
}
