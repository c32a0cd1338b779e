import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation, PodFacts } from '../../../../src/core/observation.ts';
import {
  one,
  two,
  stands,
  killed,
  accepted,
  endpoints,
  asked,
  itself,
  replaced,
  inTime,
  fold,
  expired,
  record,
  usual,
} from './observations.ts';
import { container, pod, probe, ready, stall, startMs } from '../observations.ts';

describe('a workload whose pod was deleted', () => {
  it('is healed by the first answer to an attempt started once the full set is Ready and serves', () => {
    const { outcome, totalMs, readyMs, healing } = record(usual);
    expect({ outcome, totalMs, readyMs }).toEqual({ outcome: 'answered', totalMs: 962, readyMs: 900 });
    expect(healing).toMatchObject({
      victim: { pod: 'web-1', container: null },
      replacement: 'web-3',
      desiredPods: 2,
      scheduledMs: 40,
      outageMs: 120,
      failedProbes: 6,
    });
  });

  it('is asked for a calm after that, in which it may still fail', () => {
    const flapping = inTime(stands, [killed(), accepted], replaced, asked(0, 4000, [1500, 1900]));
    const before = flapping.filter(({ atMs }) => atMs < startMs + 1950);
    expect(fold(before).settled).toBe(false);
    expect(record(flapping)).toMatchObject({ outcome: 'answered', totalMs: 962, healing: { outageMs: 400 } });
  });

  it('is not healed by the victim, which answers while it is on its way out', () => {
    const state = fold(inTime(stands, [killed(), accepted], asked(0, 3000), [ready(20, one)]));
    expect(state.ended).toBeNull();
    expect(expired(state).ended).toMatchObject({ outcome: 'timed-out', reason: 'NoPods' });
  });

  it.each([
    [
      'in the endpoints',
      (seen: Observation) => seen.kind !== 'endpoints' || seen.atMs < startMs,
      'NotInEndpoints',
    ],
    [
      'answering itself',
      (seen: Observation) => !(seen.kind === 'probe' && seen.target === 'pod'),
      'NotAnswering',
    ],
    [
      'Ready',
      (seen: Observation) => !(seen.kind === 'pod' && seen.pod.uid === 'pod-3' && seen.atMs > startMs + 100),
      'ContainerCreating',
    ],
  ])('is not healed before its replacement is %s', (_what, has, reason) => {
    const state = expired(fold(usual.filter(has)));
    expect(state.ended).toMatchObject({ outcome: 'timed-out', reason });
  });

  it('heals without the pods’ own answers where they may not be asked', () => {
    const silent = usual
      .filter((seen) => !(seen.kind === 'probe' && seen.target === 'pod'))
      .map((seen) => (seen.kind === 'kill-requested' ? { ...seen, asksPods: false } : seen));
    expect(record(silent)).toMatchObject({ outcome: 'answered', totalMs: 962 });
  });

  it('starts over where another pod stops being Ready meanwhile', () => {
    const wavering: Observation[] = [
      pod(940, {
        ...two,
        phase: 'Running',
        conditions: { Ready: { status: false, reason: null, message: null } },
      }),
      ready(1300, two),
    ];
    expect(record(inTime(usual, wavering, asked(2200, 2600)))).toMatchObject({
      totalMs: 1302,
      readyMs: 1300,
    });
  });

  it('that fails up to the end has not healed, whatever was in between', () => {
    const state = fold(inTime(stands, [killed(), accepted], replaced, asked(0, 3000, [1200, 3000])));
    expect(expired(state).ended).toMatchObject({ outcome: 'timed-out', reason: 'NotAnswering' });
  });
});

describe('a container that was killed in place', () => {
  const app = (restartCount: number, isReady: boolean): Partial<PodFacts> => ({
    ...one,
    containers: [container({ restartCount, ready: isReady, state: 'running', reason: null })],
    conditions: { Ready: { status: isReady, reason: null, message: null } },
  });
  const restarted = inTime(
    stands,
    [killed('app'), accepted],
    // Still as before the kubelet has noticed.
    [ready(50, one)],
    [itself(500, 'pod-1'), pod(700, app(1, false)), ready(1200, app(1, true))],
    [endpoints(300, 'pod-2'), endpoints(1250, 'pod-1', 'pod-2')],
    asked(0, 2600, [20, 300]),
  );

  it('heals when it has restarted, is Ready again and answers', () => {
    const { totalMs, readyMs, healing, phases } = record(restarted, 'container');
    expect({ totalMs, readyMs }).toEqual({ totalMs: 1262, readyMs: 1200 });
    expect(healing).toMatchObject({ victim: { container: 'app' }, replacement: 'web-1', scheduledMs: null });
    expect(phases).toMatchObject({ schedulingMs: null, sandboxMs: null, containerStartMs: null });
  });

  it('has no SLI, since its pod was created long before', () => {
    expect(record(restarted, 'container')).toMatchObject({ sliMs: null, sliAtMostMs: null });
  });

  it('is not healed by an answer that its predecessor may have given', () => {
    const early = restarted.map((seen) =>
      seen.kind === 'probe' && seen.target === 'pod' ? { ...seen, startedMs: startMs + 7 } : seen,
    );
    expect(expired(fold(early)).ended?.outcome).toBe('timed-out');
  });

  it('that does not die makes the iteration invalid', () => {
    const alive: Observation = {
      kind: 'kill-failed',
      atMs: startMs + 5000,
      reason: 'NotKilled',
      message: '',
    };
    expect(fold([...stands, killed('app'), accepted, alive]).ended).toMatchObject({
      outcome: 'invalid',
      reason: 'NotKilled',
    });
  });
});

describe('an iteration is not counted', () => {
  it.each<[string, Observation, string]>([
    ['another pod of the set is deleted', pod(300, { ...two, deleting: true }), 'PodDeleted'],
    ['a pod is gone all at once', { kind: 'pod-deleted', atMs: startMs + 300, uid: 'pod-2' }, 'PodDeleted'],
    [
      'the Service can be asked no more',
      { kind: 'disturbed', atMs: startMs + 300, reason: 'Unauthorized', message: 'no credentials' },
      'Unauthorized',
    ],
    ['a node goes NotReady', { kind: 'node-not-ready', atMs: startMs + 300, node: 'node-1' }, 'NodeNotReady'],
  ])('where %s', (_what, seen, reason) => {
    expect(fold(inTime(usual, [seen])).ended).toMatchObject({ outcome: 'invalid', reason });
  });

  it('where the workload did not come to stand', () => {
    const seen: Observation = {
      kind: 'not-prepared',
      atMs: 1,
      unixUs: 2,
      reason: 'NoPods',
      message: 'NoPods: 0 of 2',
    };
    const result = record([seen]);
    expect(result).toMatchObject({ outcome: 'invalid', reason: 'NotPrepared', totalMs: null });
    expect(result.healing).toMatchObject({ victim: null, outageMs: null, probes: 0 });
  });

  it('where a stall may have delayed what ended it', () => {
    const stalled = inTime(usual, [stall(955, 300)]);
    expect(record(stalled)).toMatchObject({ outcome: 'invalid', reason: 'Stalled' });
  });

  it('where a stall may have hidden an outage', () => {
    const blind = usual.filter(
      (seen) => !(seen.kind === 'probe' && seen.atMs > startMs + 400 && seen.atMs < startMs + 700),
    );
    expect(record(inTime(blind, [stall(700, 280)]))).toMatchObject({ outcome: 'invalid', reason: 'Stalled' });
  });

  it('where the watch was away while the set became whole', () => {
    const late = usual.map((seen) =>
      seen.kind === 'endpoints' && seen.atMs > startMs
        ? { ...seen, seen: { by: 'list' as const, sinceMs: seen.atMs - 400 } }
        : seen,
    );
    expect(record(late)).toMatchObject({ outcome: 'invalid', reason: 'WatchGap' });
  });
});

it('a connection given up during a stall is no failure', () => {
  const timeOut = probe(502, false, { startedMs: startMs + 440, error: 'connect timeout after 250 ms' });
  const refused = probe(503, false, { startedMs: startMs + 441, error: 'ECONNREFUSED' });
  const disturbed = inTime(usual, [stall(500, 110), timeOut, refused]);
  expect(record(disturbed).healing).toMatchObject({ failedProbes: 7 });
});

it('a replacement that no quota of this size admits has failed at once', () => {
  const message =
    'pods "web-3" is forbidden: exceeded quota: small, requested: pods=1, used: pods=0, limited: pods=0';
  const forbidden: Observation = { kind: 'condition', atMs: startMs + 90, reason: 'FailedCreate', message };
  expect(fold([...stands, killed(), accepted, forbidden]).ended).toMatchObject({
    outcome: 'failed',
    message,
  });
});

it('a replacement is waited for while the pod that was killed still takes its place in the quota', () => {
  const message =
    'pods "web-3" is forbidden: exceeded quota: small, requested: pods=1, used: pods=3, limited: pods=3';
  const refused: Observation = { kind: 'condition', atMs: startMs + 90, reason: 'FailedCreate', message };
  expect(fold([...stands, killed(), accepted, refused]).ended).toBeNull();
});

describe('whatever order observations come in', () => {
  it('it heals no earlier than the full set serves, and duplicates change nothing', () => {
    const after = usual.filter(({ atMs }) => atMs >= startMs && atMs < startMs + 2200);
    fc.assert(
      fc.property(fc.array(fc.nat(after.length - 1), { maxLength: 40 }), (repeats) => {
        const doubled = after.flatMap((seen, index) => (repeats.includes(index) ? [seen, seen] : [seen]));
        const result = record([...stands, ...doubled]);
        expect({ ...result, probe: null }).toEqual({ ...record(usual), probe: null });
      }),
    );
  });

  it('no permutation of what is seen heals before the last of its conditions', () => {
    const seen = replaced.filter(({ kind }) => kind !== 'probe');
    fc.assert(
      fc.property(
        fc.shuffledSubarray(seen, { minLength: seen.length }),
        fc.integer({ min: 0, max: 5 }),
        (mixed, cut) => {
          const until = [...stands, killed(), accepted, ...mixed.slice(0, cut), ...asked(0, 600)];
          expect(fold(until).ended?.outcome).not.toBe('answered');
        },
      ),
    );
  });
});
