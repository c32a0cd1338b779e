import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../src/core/observation.ts';
import {
  accepted,
  allCreated,
  condition,
  kubeletEvent,
  pod,
  probe,
  requested,
  stall,
  startMs,
} from '../observations.ts';
import { added, asked, nowReady, recordFleet, scaled, usual } from './recorded.ts';

const burst: readonly Observation[] = [
  requested,
  accepted,
  allCreated,
  added('a', 8),
  added('b', 9),
  nowReady('a', 600),
  asked('a', 610, true),
  probe(650, true),
  nowReady('b', 800),
  asked('b', 820, true),
];
const twoPods = { experiment: 'pod-start', burst: 2 } as const;

describe('of a burst, the record', () => {
  it('ends when all pods are available and the Service has answered', () => {
    expect(recordFleet(burst, twoPods)).toMatchObject({
      outcome: 'answered',
      totalMs: 820,
      fleet: { from: 0, to: 2, firstMs: 610, halfMs: 610, allMs: 820 },
    });
    const service = burst.filter((seen) => seen.kind !== 'probe' || seen.target === 'pod');
    expect(recordFleet(service, twoPods)).toMatchObject({ outcome: 'timed-out', fleet: { allMs: 820 } });
    expect(recordFleet([...service, probe(900, true)], twoPods)).toMatchObject({
      totalMs: 900,
      fleet: { allMs: 820 },
    });
  });

  it('has the SLI of the pod that took longest', () => {
    const message = 'Container image "app:1" already present on machine';
    const there = ['a', 'b'].map((aboutUid) => kubeletEvent(300, 'Pulled', 290, { aboutUid, message }));
    const seen = [...burst.slice(0, 5), ...there, ...burst.slice(5)];
    expect(recordFleet(seen, twoPods)).toMatchObject({ sliMs: 791, sliAtMostMs: null });
    const without = seen.filter((each) => !(each.kind === 'pod' && each.pod.uid === 'b'));
    expect(recordFleet(without, twoPods)).toMatchObject({ sliMs: null, sliAtMostMs: null });
  });

  it('is failed where the cluster refuses a pod, or one cannot recover', () => {
    const refused: Observation = {
      kind: 'create-rejected',
      atMs: startMs + 10,
      reason: 'Forbidden',
      message: 'quota',
    };
    expect(recordFleet([requested, refused], twoPods)).toMatchObject({
      outcome: 'failed',
      reason: 'Forbidden',
    });
    const ended = added('b', 300, { phase: 'Failed', reason: 'OutOfcpu' });
    expect(recordFleet([...burst.slice(0, 5), ended], twoPods)).toMatchObject({
      outcome: 'failed',
      reason: 'OutOfcpu',
      fleet: { to: 2, allMs: null },
    });
  });

  it('does not take the Service’s answer for that of a certain pod', () => {
    const slow = burst.filter((seen) => seen.kind !== 'probe' || seen.podUid !== 'b');
    const { fleet } = recordFleet([...slow, asked('b', 700, false), asked('b', 1000, true)], twoPods);
    expect(fleet.pods[1]).toMatchObject({ answeredMs: 1000, availableMs: 1000 });
  });

  it('names the last error of each way to the Service that was tried while none was found', () => {
    const lastErrors = 'node-port 172.18.0.2:31234: ECONNREFUSED; api-proxy: HTTP 503';
    const search: Observation = { kind: 'path-search', atMs: startMs + 5, lastErrors };
    const unanswered = burst.filter((seen) => seen.kind !== 'probe' || seen.target !== 'service');
    expect(recordFleet([requested, search, ...unanswered.slice(1)], twoPods)).toMatchObject({
      outcome: 'timed-out',
      message: `all pods are available, but the Service did not answer as expected: ${lastErrors}`,
    });
  });

  it('is invalid where the path had to be found, unless it is a warm-up', () => {
    const searched: Observation[] = [
      requested,
      { kind: 'path-search', atMs: startMs + 5, lastErrors: null },
      ...burst.slice(1),
    ];
    expect(recordFleet(searched, twoPods)).toMatchObject({ outcome: 'invalid', reason: 'PathSearch' });
    expect(recordFleet(searched, twoPods, { warmup: true })).toMatchObject({ outcome: 'answered' });
  });
});

describe('stalls and watch gaps', () => {
  it('make it invalid where they may have hidden the end of the last pod', () => {
    expect(recordFleet([...usual.slice(0, -1), stall(1199, 250), ...usual.slice(-1)])).toMatchObject({
      outcome: 'answered',
    });
    const hidden = [...burst.slice(0, -2), stall(799, 300), ...burst.slice(-2)];
    expect(recordFleet(hidden, twoPods)).toMatchObject({ outcome: 'invalid', reason: 'Stalled' });
  });

  it('leave the others as they are, and say of a hidden pod that nobody knows', () => {
    const b = { uid: 'b', name: 'b', conditions: { Ready: condition(true) } };
    const hidden = usual.flatMap((seen) => {
      if (seen.kind === 'probe' && seen.podUid === 'b') return [asked('b', 300, true)];
      const isReady = seen.kind === 'pod' && seen.pod.uid === 'b' && seen.atMs === startMs + 700;
      return isReady ? [pod(700, b, { by: 'list', sinceMs: startMs + 400 })] : [seen];
    });
    const { outcome, totalMs, readyMs, fleet } = recordFleet(hidden);
    expect({ outcome, totalMs, readyMs }).toEqual({ outcome: 'answered', totalMs: 1200, readyMs: null });
    expect(fleet.pods[1]).toMatchObject({ readyMs: null, availableMs: null, availableAtMostMs: 700 });
    // Anywhere from 400 to 700 ms, so as the second of three it is not known well enough.
    expect(fleet).toMatchObject({ firstMs: null, halfMs: 700, allMs: 1200 });
  });

  it('make it invalid where the last pod became Ready in a gap', () => {
    const gap = [
      ...scaled(0, 1),
      added('a', 20),
      asked('a', 100, true),
      pod(
        900,
        { uid: 'a', name: 'a', conditions: { Ready: condition(true) } },
        { by: 'list', sinceMs: startMs + 300 },
      ),
    ];
    expect(recordFleet(gap)).toMatchObject({
      outcome: 'invalid',
      reason: 'WatchGap',
      fleet: { allMs: null },
    });
  });
});
