import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expireHealing, observeHealing } from '../../../src/core/iteration/healing.ts';
import { newHealing, type HealingState } from '../../../src/core/iteration/healing-state.ts';
import { recordHealing } from '../../../src/core/iteration/record-healing.ts';
import type { Observation, PodFacts } from '../../../src/core/observation.ts';
import type { KillMethod } from '../../../src/core/experiment.ts';
import { container, pod, probe, ready, stall, startMs } from './observations.ts';
import { recordContext } from './recorded.ts';

const one = { uid: 'pod-1', name: 'web-1' };
const two = { uid: 'pod-2', name: 'web-2' };
const fresh = { uid: 'pod-3', name: 'web-3' };

/** A Deployment of two stands, and the first pod is killed. */
const stands: Observation[] = [ready(-3000, one), ready(-3000, two), endpoints(-2900, 'pod-1', 'pod-2')];

function killed(containerName: string | null = null): Observation {
  const restarts = containerName === null ? null : { name: containerName, restartCount: 0 };
  const victim = { uid: 'pod-1', pod: 'web-1', container: restarts, nodeName: 'node-1', ageMs: 3000 };
  return { kind: 'kill-requested', atMs: startMs, unixUs: 1_700_000_000_000_000, victim, asksPods: true };
}

const accepted: Observation = { kind: 'kill-accepted', atMs: startMs + 8 };

function endpoints(afterMs: number, ...uids: string[]): Observation {
  const all = uids.map((podUid) => ({ address: '10.0.0.1', podUid, podName: podUid, ready: true }));
  return { kind: 'endpoints', atMs: startMs + afterMs, endpoints: all, seen: { by: 'watch' } };
}

/** The client's attempts, one every 20 ms, of which those in the stretch fail. */
function asked(fromMs: number, toMs: number, failing: [number, number] = [0, 0]): Observation[] {
  const slots = Array.from({ length: Math.floor((toMs - fromMs) / 20) }, (_, slot) => fromMs + slot * 20);
  return slots.map((ms) => probe(ms + 2, !(ms >= failing[0] && ms < failing[1])));
}

const itself = (afterMs: number, podUid: string): Observation =>
  probe(afterMs, true, { target: 'pod', podUid });

/** The replacement is Ready after 900 ms, in the endpoints after 950, and answers itself from 920 on. */
const replaced: Observation[] = [
  pod(10, { ...one, deleting: true }),
  pod(30, fresh),
  pod(40, { ...fresh, nodeName: 'node-1' }),
  ready(900, fresh),
  itself(920, 'pod-3'),
  endpoints(950, 'pod-2', 'pod-3'),
];

function inTime(...groups: readonly (readonly Observation[])[]): Observation[] {
  return groups.flat().sort((a, b) => a.atMs - b.atMs);
}

function fold(observations: readonly Observation[], expectedPods = 2): HealingState {
  return observations.reduce(observeHealing, newHealing({ expectedPods }));
}

function record(observations: readonly Observation[], kill: KillMethod = 'delete', isOver = false) {
  const state = fold(observations);
  return recordHealing(isOver ? expireHealing(state) : state, observations, { ...recordContext, kill });
}

const usual = inTime(stands, [killed(), accepted], replaced, asked(0, 2200, [100, 220]));

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
    expect(expireHealing(state).ended).toMatchObject({ outcome: 'timed-out', reason: 'NoPods' });
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
    const state = expireHealing(fold(usual.filter(has)));
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
    expect(expireHealing(state).ended).toMatchObject({ outcome: 'timed-out', reason: 'NotAnswering' });
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

  it('is not healed by an answer that its predecessor may have given', () => {
    const early = restarted.map((seen) =>
      seen.kind === 'probe' && seen.target === 'pod' ? { ...seen, startedMs: startMs + 7 } : seen,
    );
    expect(expireHealing(fold(early)).ended?.outcome).toBe('timed-out');
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
  const timeOut = probe(502, false, { startedMs: startMs + 440, error: 'connect time-out after 250 ms' });
  const refused = probe(503, false, { startedMs: startMs + 441, error: 'ECONNREFUSED' });
  const disturbed = inTime(usual, [stall(500, 110), timeOut, refused]);
  expect(record(disturbed).healing).toMatchObject({ failedProbes: 7 });
});

it('a replacement that quota forbids has failed at once', () => {
  const message = 'pods "web-3" is forbidden: exceeded quota: small';
  const forbidden: Observation = { kind: 'condition', atMs: startMs + 90, reason: 'FailedCreate', message };
  expect(fold([...stands, killed(), accepted, forbidden]).ended).toMatchObject({
    outcome: 'failed',
    message,
  });
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
