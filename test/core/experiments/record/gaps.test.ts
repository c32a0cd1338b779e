import { describe, expect, it } from 'vitest';
import { tellsOfBefore } from '../../../../src/core/experiments/fold/afterwards.ts';
import { measureOf } from '../../../../src/core/measure.ts';
import type { Observation } from '../../../../src/core/observation.ts';
import { added, asked, recordFleet, scaled, usual as scaling } from '../new-pods/recorded.ts';
import * as healing from '../healing/observations.ts';
import { accepted, allCreated, endpoint, pod, probe, ready, requested, startMs } from '../observations.ts';
import { record, recordContext, usual } from '../recorded.ts';

const second = { uid: 'pod-2', name: 'app-2' };
const { timeoutMs } = recordContext;

/** A watch that has seen nothing since `sinceMs` after the start, and still did not when time was up. */
function blind(sinceMs: number, resource = 'pods', isOver = false): Observation {
  const atMs = startMs + timeoutMs + 2300;
  return { kind: 'watch-gap', atMs, resource, sinceMs: startMs + sinceMs, reason: 'cut', isOver };
}

describe('a watch that saw nothing at the end', () => {
  const unseen = { outcome: 'invalid', reason: 'WatchGap', totalMs: null };
  const timedOut = { outcome: 'timed-out', totalMs: null };

  it('leaves the answer of one pod as it is, and unknown when that was Ready', () => {
    const start = usual.filter((seen) => seen.kind !== 'pod' || seen.atMs < startMs + 1000);
    const whole = record(start);
    expect(whole).toMatchObject({ outcome: 'answered', totalMs: 1500, readyMs: null, watchGaps: 0 });
    expect(measureOf(whole, 'ready')).toBe(Infinity);
    const doubtful = record([...start, blind(1000)]);
    expect(doubtful).toMatchObject({ outcome: 'answered', totalMs: 1500, readyMs: null, watchGaps: 1 });
    expect(measureOf(doubtful, 'ready')).toBe('unknown');
  });

  it('makes no timeout of one pod doubtful whose Service was asked', () => {
    const silent = [requested, accepted, allCreated, pod(10), probe(500, false)];
    expect(record([...silent, blind(20)])).toMatchObject(timedOut);
    expect(record([...silent.slice(0, -1), blind(20)])).toMatchObject(unseen);
  });

  it('makes a timeout doubtful where the pod itself is asked and its endpoint may have been ready', () => {
    const silent = [requested, accepted, allCreated, pod(10), probe(500, false)];
    const straight = { throughService: false };
    expect(record([...silent, blind(20, 'endpointslices')], straight)).toMatchObject(unseen);
    expect(record([...silent, blind(20)], straight)).toMatchObject(timedOut);
    expect(record([...silent, blind(20, 'endpointslices')])).toMatchObject(timedOut);
  });

  it('makes an answer of the pod itself doubtful that waited for an endpoint seen after a gap', () => {
    const late = (sinceMs: number) =>
      endpoint(1400, 'pod-1', true, { by: 'list', sinceMs: startMs + sinceMs });
    const start = [requested, accepted, allCreated, pod(10), ready(900)];
    const answered = { outcome: 'answered', totalMs: 1500 };
    const straight = { throughService: false };
    expect(record([...start, late(1000), probe(1500, true)], straight)).toMatchObject({
      ...unseen,
      message: 'an endpoint may have been ready 400 ms before it was seen, in a gap of the watch',
    });
    expect(record([...start, late(1350), probe(1500, true)], straight)).toMatchObject(answered);
    expect(record([...start, late(1000), probe(1500, true)])).toMatchObject(answered);
    // It was seen live before, and has been ready since.
    const live = [...start, endpoint(950), late(1000), probe(1500, true)];
    expect(record(live, straight)).toMatchObject(answered);
  });

  it('makes a timeout of several pods doubtful where not all were seen Ready', () => {
    const start = [requested, accepted, allCreated, ready(400), probe(500, true)];
    expect(record(start, { expectedPods: 2 })).toMatchObject(timedOut);
    const result = record([...start, blind(600)], { expectedPods: 2 });
    expect(result).toMatchObject(unseen);
    expect(result.message).toBe('when time was up, nothing had been seen of pods for 59400 ms: cut');
    for (const gap of [blind(600, 'pods', true), blind(600, 'events'), blind(timeoutMs - 50)])
      expect(record([...start, gap], { expectedPods: 2 })).toMatchObject(timedOut);
    const silent = [requested, accepted, allCreated, ready(400), ready(450, second), probe(500, false)];
    expect(record([...silent, blind(600)], { expectedPods: 2 })).toMatchObject(timedOut);
  });

  it('makes a timeout of a fleet doubtful where not all were seen available', () => {
    const waiting = scaling.slice(0, -1);
    expect(recordFleet(waiting)).toMatchObject(timedOut);
    expect(recordFleet([...waiting, blind(600)])).toMatchObject(unseen);
    expect(recordFleet([...waiting, blind(600, 'endpointslices')])).toMatchObject(timedOut);
    const available = [...scaled(0, 1), added('a', 20), asked('a', 100, true), ready(200, { uid: 'a' })];
    expect(recordFleet([...available, blind(600)])).toMatchObject({ outcome: 'answered' });
  });

  it('makes a healing doubtful that it may have seen', () => {
    const { stands, killed, replaced, fresh, inTime } = healing;
    const unready = replaced.filter((seen) => seen.kind !== 'pod' || seen.pod.uid !== fresh.uid);
    const waiting = inTime(stands, [killed(), healing.accepted], unready, healing.asked(0, 2200));
    expect(healing.record(waiting, 'delete', true)).toMatchObject(timedOut);
    for (const resource of ['pods', 'endpointslices'])
      expect(healing.record([...waiting, blind(600, resource)], 'delete', true)).toMatchObject(unseen);
    expect(healing.record([...waiting, blind(600, 'events')], 'delete', true)).toMatchObject(timedOut);
  });
});

describe('what is seen only after a gap', () => {
  const listed = (atMs: number, sinceMs: number): Observation => ({
    ...ready(atMs, second),
    seen: { by: 'list', sinceMs: startMs + sinceMs },
  });

  it('makes the total of several pods invalid where it may have ended it', () => {
    const start = [requested, accepted, allCreated, ready(400), probe(500, true)];
    expect(record([...start, listed(900, 850)], { expectedPods: 2 })).toMatchObject({
      outcome: 'answered',
      totalMs: 900,
      readyMs: null,
    });
    expect(record([...start, listed(900, 600)], { expectedPods: 2 })).toMatchObject({
      outcome: 'invalid',
      reason: 'WatchGap',
      message: 'the last pod may have been Ready 300 ms before it was seen, in a gap of the watch',
      totalMs: null,
    });
  });

  it('leaves a total as it is that ended with the answer', () => {
    const start = [requested, accepted, allCreated, ready(400), listed(900, 100), probe(950, true)];
    expect(record(start, { expectedPods: 2 })).toMatchObject({ outcome: 'answered', totalMs: 950 });
  });

  it('does not excuse a workload that was whole in time and did not answer', () => {
    const { stands, killed, replaced, fresh, inTime } = healing;
    const late = replaced.map((seen) =>
      seen.kind === 'endpoints' || (seen.kind === 'pod' && seen.pod.uid === fresh.uid)
        ? { ...seen, seen: { by: 'list' as const, sinceMs: seen.atMs - 700 } }
        : seen,
    );
    const silent = inTime(
      stands,
      [killed(), healing.accepted],
      late,
      healing.asked(0, 60_000, [900, 60_000]),
    );
    expect(healing.record(silent, 'delete', true)).toMatchObject({
      outcome: 'timed-out',
      reason: 'NotAnswering',
    });
  });
});

describe('once time is up', () => {
  const list = { by: 'list', sinceMs: startMs } as const;

  it.each<[string, Observation]>([
    ['a pod that a list shows', pod(1010, {}, list)],
    ['a gap', blind(500)],
    ['a node that is not ready', { kind: 'node-not-ready', atMs: startMs + 1010, node: 'node-1' }],
    ['an attempt under way that failed', probe(1010, false, { startedMs: startMs + 990 })],
  ])('%s still counts', (_what, seen) => {
    expect(tellsOfBefore(seen, startMs + 1000)).toBe(true);
  });

  it.each<[string, Observation]>([
    ['a pod that becomes Ready', ready(1010)],
    ['an endpoint', endpoint(1010)],
    ['an answer', probe(1010, true, { startedMs: startMs + 990 })],
    ['another attempt', probe(1010, false, { startedMs: startMs + 1005 })],
  ])('%s comes too late', (_what, seen) => {
    expect(tellsOfBefore(seen, startMs + 1000)).toBe(false);
  });
});
