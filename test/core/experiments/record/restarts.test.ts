import { describe, expect, it } from 'vitest';
import { likelyCauses } from '../../../../src/core/causes.ts';
import { observe } from '../../../../src/core/experiments/fold/observe.ts';
import { podStartGoal } from '../../../../src/core/experiments/pod-start/goal.ts';
import { restartsOf } from '../../../../src/core/experiments/record/restarts.ts';
import type { ContainerFacts, Observation, TargetPod } from '../../../../src/core/observation.ts';
import { container, pod, probe, requested, stall, startMs } from '../observations.ts';
import { expired, fold } from '../recorded.ts';
import { app, crashedOnce, error, record } from './crashed-once.ts';

describe('a container that was restarted', () => {
  it('stands in the record, with its exit code and what that cost, and there is no application time', () => {
    const iteration = record(crashedOnce);
    expect(iteration).toMatchObject({ outcome: 'answered', totalMs: 3200 });
    expect(iteration.restarts).toEqual([
      { pod: 'app', container: 'app', count: 1, exitCodes: [1], reason: 'Error', costMs: 2300 },
    ]);
    expect(iteration.phases).toMatchObject({ applicationMs: null, readinessMs: null });
    expect(iteration.applicationAtMostMs).toBeNull();
  });

  it('is a likely cause', () => {
    const traits = {
      mountsToken: false,
      readinessPeriodSeconds: null,
      readinessDelaySeconds: 0,
      cpuLimitMillicores: null,
      hasInitContainers: false,
      createsService: false,
    };
    const iteration = record(crashedOnce);
    expect(likelyCauses(traits, [iteration])).toEqual([
      { name: 'restart', message: 'app was restarted once (exit code 1)', savesMs: 2300 },
    ]);
    const well = { ...iteration, restarts: [] };
    expect(likelyCauses(traits, [well, iteration, well])).toMatchObject([
      { message: 'app was restarted in 1 of 3 starts (exit code 1)' },
    ]);
  });

  it('is not in the record of one that was not', () => {
    expect(record(crashedOnce.filter(({ atMs }) => atMs < startMs + 2000))).not.toHaveProperty('restarts');
  });
});

it('is waited for where an event tells of it and the status of the pod does not yet', () => {
  const answered = crashedOnce.filter(({ atMs }) => ![2650, 3000].includes(atMs - startMs));
  const state = fold(answered);
  expect(state).toMatchObject({ ended: { outcome: 'answered' }, settled: false });
  const status = app(3300, { state: 'running', restartCount: 1, lastExit: error });
  observe(podStartGoal, state, status);
  expect(state.settled).toBe(true);
  expect(record([...answered, status]).restarts).toMatchObject([{ count: 1, exitCodes: [1], costMs: 2300 }]);
  expect(record(answered)).toMatchObject({
    phases: { applicationMs: null },
    restarts: [{ exitCodes: [null] }],
  });
});

describe('what is known of restarts', () => {
  it('comes from the state after them where the end itself was not seen', () => {
    const unseen = crashedOnce.filter(({ atMs }) => atMs !== startMs + 2650);
    expect(restartsOf(unseen, startMs)).toMatchObject([{ count: 1, exitCodes: [1], costMs: 2300 }]);
  });

  it('is nothing of a run that nobody saw end', () => {
    const twice = [
      ...crashedOnce,
      app(5000, { state: 'running', restartCount: 3, lastExit: { exitCode: 137, reason: 'OOMKilled' } }),
    ];
    expect(restartsOf(twice, startMs)).toMatchObject([
      { count: 3, exitCodes: [1, null, 137], reason: 'OOMKilled' },
    ]);
  });

  it('is the end of the current run while it waits for the next', () => {
    const backOff = app(4000, {
      state: 'waiting',
      reason: 'CrashLoopBackOff',
      restartCount: 1,
      lastExit: { exitCode: 2, reason: 'Error' },
    });
    expect(restartsOf([...crashedOnce, backOff], startMs)).toMatchObject([
      { count: 1, exitCodes: [1], costMs: null },
    ]);
  });

  it('has no cost where a start was not seen, or late', () => {
    const costs = (observations: readonly Observation[]) =>
      restartsOf(observations, startMs).map(({ costMs }) => costMs);
    expect(costs(crashedOnce.filter(({ kind }) => kind !== 'event'))).toEqual([null]);
    expect(costs([...crashedOnce, stall(2900, 300)])).toEqual([null]);
  });

  it('counts from the request that is timed from, without the kill that is the experiment', () => {
    const before = [app(-500, { state: 'running', restartCount: 4, lastExit: error })];
    const killed = app(900, {
      state: 'running',
      restartCount: 5,
      lastExit: { exitCode: 143, reason: 'Error' },
    });
    const crashed = app(1900, { state: 'running', restartCount: 6, lastExit: error });
    const victim: TargetPod = {
      uid: 'pod-1',
      pod: 'app',
      container: { name: 'app', restartCount: 4 },
      nodeName: null,
      ageMs: null,
    };
    expect(restartsOf([...before, killed], startMs, victim)).toEqual([]);
    expect(restartsOf([...before, killed, crashed], startMs, victim)).toMatchObject([
      { count: 1, exitCodes: [1] },
    ]);
    expect(restartsOf(before, startMs)).toEqual([]);
  });
});

describe('a reason names the pod, the container and the exit code', () => {
  const why = (...observations: readonly Observation[]) =>
    expired(fold([requested, ...observations])).ended?.message;

  it.each([
    ['that ended', { state: 'terminated', ...error }, 'pod app: container app ended with exit code 1'],
    [
      'that ended again',
      { state: 'terminated', exitCode: 137, reason: 'OOMKilled', restartCount: 2 },
      'pod app: container app ended with exit code 137 (OOMKilled), and was restarted 2 times',
    ],
    [
      'that is not restarted for a while',
      { reason: 'CrashLoopBackOff', message: 'back-off 10s', restartCount: 1, lastExit: error },
      'pod app: container app ended with exit code 1, and was restarted once',
    ],
    [
      'whose image is not there',
      { reason: 'ImagePullBackOff', message: 'Back-off pulling image "a:1"' },
      'pod app: container app: Back-off pulling image "a:1"',
    ],
  ] satisfies [string, Partial<ContainerFacts>, string][])('of one %s', (_, facts, message) => {
    expect(why(app(50, facts))).toBe(message);
  });

  it('of one that is not ready', () => {
    const ready = {
      status: false,
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [app]',
    };
    const running = container({ state: 'running', reason: null });
    expect(why(pod(50, { conditions: { Ready: ready }, containers: [running] }))).toBe(
      'pod app: containers with unready status: [app]',
    );
  });
});

describe('a pod that failed and has a controller', () => {
  const rejected = (more = {}) =>
    pod(50, { phase: 'Failed', reason: 'OutOfcpu', message: 'no room', isReplaced: true, ...more });
  const second = app(900, { state: 'running' });

  it('is created again, and ends nothing', () => {
    const replaced = [requested, rejected({ uid: 'pod-0' }), second, probe(950, true)];
    const state = fold(replaced);
    expect(state.ended?.outcome).toBe('answered');
  });

  it('is deleted first where a StatefulSet has it', () => {
    const gone: Observation = { kind: 'pod-deleted', atMs: startMs + 80, uid: 'pod-0' };
    const replaced = [requested, rejected({ uid: 'pod-0' }), gone, second, probe(950, true)];
    const state = fold(replaced);
    expect(state.ended?.outcome).toBe('answered');
  });

  it('has failed for good where it has none', () => {
    const state = fold([requested, rejected({ isReplaced: false })]);
    expect(state.ended).toMatchObject({ outcome: 'failed', reason: 'OutOfcpu', message: 'pod app: no room' });
  });
});
