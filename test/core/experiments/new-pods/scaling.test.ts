import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../src/core/observation.ts';
import type { PodVia } from '../../../../src/core/result.ts';
import { condition, pod, startMs } from '../observations.ts';
import { added, asked, notReady, nowReady, recordFleet, scaled, usual } from './recorded.ts';

describe('of scaling, the record', () => {
  it('has first, half (rounded up) and all of the new pods, each Ready and answering', () => {
    const { outcome, totalMs, readyMs, fleet, startedAt } = recordFleet(usual);
    expect({ outcome, totalMs, readyMs }).toEqual({ outcome: 'answered', totalMs: 1200, readyMs: 900 });
    expect(fleet).toMatchObject({ from: 1, to: 4, firstMs: 600, halfMs: 710, allMs: 1200 });
    expect(startedAt).toBe('2023-11-14T22:13:20.123456Z');
  });

  it('says of each pod when it came how far, and how exactly that is known', () => {
    const { pods } = recordFleet(usual).fleet;
    expect(pods.map(({ pod: name }) => name)).toEqual(['a', 'b', 'c']);
    // It answered before it was Ready, so the watch alone decides; 1 ms is what is claimed of it.
    expect(pods[0]).toMatchObject({ readyMs: 600, answeredMs: 400, availableMs: 600, resolutionMs: 1 });
    // It had never refused, but was not Ready before.
    expect(pods[1]).toMatchObject({ readyMs: 700, answeredMs: 710, availableMs: 710, resolutionMs: 11 });
    // From the start of the attempt that was refused last.
    expect(pods[2]).toMatchObject({ readyMs: 900, answeredMs: 1200, availableMs: 1200, resolutionMs: 52 });
  });

  it('believes refusals at a pod’s own address only where it answered there', () => {
    const at = (afterMs: number, matched: boolean, podVia: PodVia): Observation => ({
      ...asked('a', afterMs, matched),
      podVia,
    });
    const refused = [
      ...scaled(0, 1),
      nowReady('a', 100),
      at(300, false, 'api-proxy'),
      at(480, false, 'pod-ip'),
    ];
    const [direct] = recordFleet([...refused, at(500, true, 'pod-ip')]).fleet.pods;
    expect(direct).toMatchObject({ availableMs: 500, answeredVia: 'pod-ip' });
    expect(direct?.resolutionMs).toBeLessThan(60);
    const [proxied] = recordFleet([...refused, at(500, true, 'api-proxy')]).fleet.pods;
    expect(proxied).toMatchObject({ availableMs: 500, answeredVia: 'api-proxy' });
    expect(proxied?.resolutionMs).toBeGreaterThanOrEqual(200);
  });

  it('takes its phases and its node from the pod that was available last', () => {
    const { instants, nodeName } = recordFleet(usual);
    expect(nodeName).toBe('node-1');
    expect(new Set(instants.flatMap((instant) => instant.pod ?? []))).toEqual(new Set(['c']));
    expect(instants.filter(({ pod: name }) => name === undefined).map(({ name }) => name)).toEqual([
      'scale-requested',
      'scale-accepted',
      'first-available',
      'half-available',
      'all-available',
    ]);
  });

  it('waits for the answer of a pod that is Ready, and for Ready of one that answers', () => {
    const silent = usual.filter((seen) => seen.kind !== 'probe' || seen.podUid !== 'c');
    expect(recordFleet(silent)).toMatchObject({
      outcome: 'timed-out',
      reason: 'NotAnswering',
      message:
        '2 of 3 new pods are available; pod c: is Ready, but did not answer as expected: no request was sent to it',
      totalMs: null,
      readyMs: 900,
      fleet: { firstMs: 600, halfMs: 710, allMs: null },
    });
  });

  it('takes Ready alone where pods are not asked', () => {
    const unasked = usual.filter((seen) => seen.kind !== 'probe');
    expect(recordFleet(unasked, { askPod: false })).toMatchObject({ outcome: 'answered', totalMs: 900 });
  });

  it('counts a pod that lost Ready before it answered from when it is Ready again', () => {
    const flapping = [
      ...scaled(0, 1),
      nowReady('a', 100),
      notReady('a', 200),
      asked('a', 300, true),
      nowReady('a', 400),
    ];
    expect(recordFleet(flapping).totalMs).toBe(400);
  });

  it('keeps what a pod was that lost Ready while the others were waited for', () => {
    const lost = [...usual.slice(0, -1), notReady('a', 1190), ...usual.slice(-1)];
    expect(recordFleet(lost)).toMatchObject({ outcome: 'answered', totalMs: 1200, fleet: { firstMs: 600 } });
  });

  it('gives the reason of the pod that is farthest behind', () => {
    const full = { PodScheduled: condition(false, 'Unschedulable') };
    const stuck = [...scaled(1, 3), nowReady('a', 100), added('b', 120, { conditions: full })];
    expect(recordFleet(stuck)).toMatchObject({ outcome: 'timed-out', reason: 'Unschedulable' });
    expect(recordFleet(scaled(1, 3))).toMatchObject({
      reason: 'NoPods',
      message: '0 of 2 new pods are available; 0 appeared',
    });
  });
});

describe('what disturbs scaling makes it invalid:', () => {
  const before = usual.slice(0, -1);
  it.each<[string, Observation]>([
    ['PodDeleted', { kind: 'pod-deleted', atMs: startMs + 950, uid: 'a' }],
    ['PodDeleted', { kind: 'pod-deleted', atMs: startMs + 950, uid: 'old' }],
    ['PodDeleted', pod(950, { uid: 'a', name: 'a', deleting: true })],
    ['SurplusPods', added('d', 950)],
    ['NodeNotReady', { kind: 'node-not-ready', atMs: startMs + 950, node: 'node-1' }],
    ['Evicted', pod(950, { uid: 'old', phase: 'Failed', reason: 'Evicted' })],
    ['ScaledByOthers', { kind: 'disturbed', atMs: startMs + 950, reason: 'ScaledByOthers', message: 'to 2' }],
  ])('%s', (reason, seen) => {
    expect(recordFleet([...before, seen, ...usual.slice(-1)])).toMatchObject({
      outcome: 'invalid',
      reason,
      totalMs: null,
    });
  });

  it('ScaledByOthers, also where that is seen when all pods are there', () => {
    const late: Observation = {
      kind: 'disturbed',
      atMs: startMs + 1250,
      reason: 'ScaledByOthers',
      message: 'to 2',
    };
    expect(recordFleet([...usual, late])).toMatchObject({ outcome: 'invalid', reason: 'ScaledByOthers' });
  });

  it('not a pod that had ended before the request, and is deleted after it', () => {
    const ended = added('ended', -600, { phase: 'Failed', reason: 'Error' });
    const gone: Observation = { kind: 'pod-deleted', atMs: startMs + 100, uid: 'ended' };
    const seen = [ended, ...usual.slice(0, 3), gone, ...usual.slice(3)];
    expect(recordFleet(seen)).toMatchObject({ outcome: 'answered', totalMs: 1200 });
  });

  it('not a pod that went before the request', () => {
    const gone: Observation = { kind: 'pod-deleted', atMs: startMs - 100, uid: 'older' };
    expect(recordFleet([nowReady('older', -600), gone, ...usual]).outcome).toBe('answered');
  });
});

describe('an iteration whose workload did not come to stand', () => {
  it('is invalid, and has the time at which that was given up', () => {
    const message = 'ImagePullBackOff';
    const given: Observation = {
      kind: 'not-prepared',
      atMs: 900,
      unixUs: 1_700_000_000_000_000,
      reason: 'NotStanding',
      message,
    };
    expect(recordFleet([nowReady('old', -500), given])).toMatchObject({
      outcome: 'invalid',
      reason: 'NotStanding',
      startedAt: '2023-11-14T22:13:20.000000Z',
      totalMs: null,
      instants: [],
    });
  });
});
