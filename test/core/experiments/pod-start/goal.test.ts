import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observe } from '../../../../src/core/experiments/fold/observe.ts';
import { podStartGoal } from '../../../../src/core/experiments/pod-start/goal.ts';
import { totalEndMs } from '../../../../src/core/experiments/pod-start/state.ts';
import type { Observation } from '../../../../src/core/observation.ts';
import {
  accepted,
  condition,
  container,
  pod,
  probe,
  ready,
  requested,
  stall,
  startMs,
} from '../observations.ts';
import { expired, fold } from '../recorded.ts';

describe('an iteration with one pod', () => {
  it('is answered at the first matching answer, however long before Ready', () => {
    const state = fold([requested, accepted, pod(10), probe(500, true)]);
    expect(state.ended?.outcome).toBe('answered');
    expect(totalEndMs(state)).toBe(startMs + 500);
    expect(state.settled).toBe(false);
    expect(fold([requested, accepted, pod(10), probe(500, true), ready(900)]).settled).toBe(true);
  });

  it('is not answered by being Ready', () => {
    const state = fold([requested, ready(900)]);
    expect(state.ended).toBeNull();
    expect(state.allReadyMs).toBe(startMs + 900);
  });

  it('keeps the first answer', () => {
    expect(totalEndMs(fold([requested, probe(500, true), probe(520, true), ready(900)]))).toBe(startMs + 500);
  });

  it('takes no answer of the pod itself for one of the service', () => {
    expect(fold([requested, probe(500, true, { target: 'pod', podUid: 'pod-1' })]).ended).toBeNull();
  });
});

describe('an iteration with several pods', () => {
  const second = { uid: 'pod-2', name: 'app-2' };

  it('ends when all of them are Ready and the service answers', () => {
    const state = fold([requested, ready(400), probe(500, true), ready(900, second)], 2);
    expect(totalEndMs(state)).toBe(startMs + 900);
    expect(state.settled).toBe(true);
    expect(fold([requested, ready(400), probe(500, true)], 2).ended).toBeNull();
  });

  it('ends with the answer when that comes last', () => {
    expect(totalEndMs(fold([requested, ready(400), ready(450, second), probe(700, true)], 2))).toBe(
      startMs + 700,
    );
  });
});

describe('a state that cannot recover fails the iteration at once', () => {
  it.each([
    [
      'a refused create request',
      { kind: 'create-rejected', atMs: startMs + 5, reason: 'Forbidden', message: 'exceeded quota' },
      'Forbidden',
    ],
    [
      'an invalid image name',
      pod(50, { containers: [container({ reason: 'InvalidImageName' })] }),
      'InvalidImageName',
    ],
    [
      'an image that may not be pulled',
      pod(50, { containers: [container({ reason: 'ErrImageNeverPull' })] }),
      'ErrImageNeverPull',
    ],
    [
      'a pod that ended for good',
      pod(50, {
        phase: 'Failed',
        restartPolicy: 'Never',
        containers: [container({ state: 'terminated', reason: 'Error', exitCode: 3 })],
      }),
      'Error',
    ],
    [
      'a controller whose pods no try admits',
      {
        kind: 'condition',
        atMs: startMs + 5,
        reason: 'FailedCreate',
        message: 'Error creating: pods "x" is forbidden: violates PodSecurity "restricted:latest": no',
      },
      'FailedCreate',
    ],
  ] satisfies [string, Observation, string][])('%s', (_, seen, reason) => {
    const state = fold([requested, seen]);
    expect(state.ended).toMatchObject({ outcome: 'failed', reason });
    expect(state.settled).toBe(true);
  });
});

describe('what may recover is waited for, and named when time is up', () => {
  it.each([
    ['CrashLoopBackOff', pod(50, { containers: [container({ reason: 'CrashLoopBackOff' })] })],
    ['ImagePullBackOff', pod(50, { containers: [container({ reason: 'ImagePullBackOff' })] })],
    ['Unschedulable', pod(50, { conditions: { PodScheduled: condition(false, 'Unschedulable') } })],
    ['ContainerCreating', pod(50)],
    ['NotAnswering', ready(50)],
  ])('%s', (reason, seen) => {
    const waiting = fold([requested, seen]);
    expect(waiting.ended).toBeNull();
    expect(expired(waiting).ended).toMatchObject({ outcome: 'timed-out', reason });
  });

  it('names the error of the last probe where the pods run', () => {
    expect(expired(fold([requested, ready(50), probe(900, false)])).ended?.message).toContain('ECONNREFUSED');
  });

  it('names why a controller could not create its pods, and goes on where it could in the end', () => {
    const message = 'Error creating: pods "web-" is forbidden: serviceaccount "web" not found';
    const refused: Observation = { kind: 'condition', atMs: startMs + 5, reason: 'FailedCreate', message };
    const waiting = fold([requested, refused]);
    expect(waiting.ended).toBeNull();
    expect(expired(waiting).ended).toEqual({ outcome: 'timed-out', reason: 'FailedCreate', message });
    expect(fold([requested, refused, ready(900), probe(950, true)]).ended?.outcome).toBe('answered');
  });

  it('says so when no pod ever appeared', () => {
    expect(expired(fold([requested])).ended?.reason).toBe('NoPods');
  });

  it('leaves an answered iteration answered when Ready never comes', () => {
    const state = expired(fold([requested, probe(500, true)]));
    expect(state.ended?.outcome).toBe('answered');
    expect(state.settled).toBe(true);
  });
});

describe('a total in doubt makes the iteration invalid', () => {
  it('when the pod was evicted, deleted by others, or its node went NotReady', () => {
    const evicted = pod(300, { conditions: { DisruptionTarget: condition(true, 'PreemptionByScheduler') } });
    expect(fold([requested, evicted]).ended).toMatchObject({
      outcome: 'invalid',
      reason: 'PreemptionByScheduler',
    });
    expect(
      fold([requested, pod(10), { kind: 'pod-deleted', atMs: startMs + 20, uid: 'pod-1' }]).ended?.outcome,
    ).toBe('invalid');
    const going = { deleting: true, phase: 'Failed', reason: null };
    expect(fold([requested, pod(10), pod(20, going)]).ended).toMatchObject({
      ...{ outcome: 'invalid', reason: 'PodDeleted' },
    });
    const disturbed: Observation = {
      ...{ kind: 'disturbed', atMs: startMs + 20, reason: 'Unauthorized', message: 'no credentials' },
    };
    expect(fold([requested, pod(10), disturbed]).ended).toEqual({
      ...{ outcome: 'invalid', reason: 'Unauthorized', message: 'no credentials' },
    });
    const onNode = pod(10, { nodeName: 'node-1' });
    expect(
      fold([requested, onNode, { kind: 'node-not-ready', atMs: startMs + 20, node: 'node-1' }]).ended
        ?.outcome,
    ).toBe('invalid');
    expect(
      fold([requested, onNode, { kind: 'node-not-ready', atMs: startMs + 20, node: 'node-2' }]).ended,
    ).toBeNull();
  });

  it('but a load balancer without an address is named when time is up', () => {
    const awaiting: Observation = { kind: 'address-awaited', atMs: startMs + 5 };
    const probing: Observation = { kind: 'probing', atMs: startMs + 300 };
    const why = (...seen: Observation[]) => expired(fold([requested, ready(200), ...seen])).ended;
    expect(why(awaiting)).toMatchObject({ outcome: 'timed-out', reason: 'NotAnswering' });
    expect(why(awaiting)?.message).toMatch(/its load balancer has no address$/);
    expect(why(awaiting, probing)?.message).toMatch(/no request was sent to it$/);
  });

  it('but the last error of each way is named when none was found until time is up', () => {
    const search = (lastErrors: string | null): Observation => ({
      kind: 'path-search',
      atMs: startMs + 5,
      lastErrors,
    });
    const errors = 'node-port 172.18.0.2:31234: ECONNREFUSED; port-forward: connection refused';
    const { ended } = expired(fold([requested, ready(200), search(null), search('old'), search(errors)]));
    expect(ended?.message).toBe(`the pods run, but the service did not answer as expected: ${errors}`);
  });

  it('but not by a watch gap, and not by a stall before it is known whether that delayed the answer', () => {
    const gap: Observation = {
      kind: 'watch-gap',
      atMs: startMs + 400,
      resource: 'pods',
      sinceMs: startMs + 100,
      reason: 'cut',
      isOver: true,
    };
    const state = fold([requested, gap, stall(300, 150), probe(500, true), ready(600)]);
    expect(state.ended?.outcome).toBe('answered');
  });
});

describe('whatever is observed, in whatever order', () => {
  const some = fc.constantFrom<Observation>(
    accepted,
    pod(10),
    pod(60, { nodeName: 'node-1' }),
    pod(70, { containers: [container({ reason: 'InvalidImageName' })] }),
    ready(100),
    probe(90, false),
    probe(120, true),
    stall(80, 200),
    { kind: 'pod-deleted', atMs: startMs + 95, uid: 'pod-1' },
    { kind: 'node-not-ready', atMs: startMs + 20, node: 'node-1' },
  );

  it('time always ends it with one outcome, which nothing changes', () => {
    fc.assert(
      fc.property(fc.array(some, { maxLength: 30 }), (seen) => {
        const state = fold([requested]);
        for (const each of seen) {
          const before = state.ended?.outcome;
          observe(podStartGoal, state, each);
          if (before !== undefined) expect(state.ended?.outcome).toBe(before);
        }
        const ended = expired(state);
        expect(ended.settled).toBe(true);
        expect(ended.ended).not.toBeNull();
        if (ended.ended?.outcome === 'answered') expect(totalEndMs(ended)).toBe(startMs + 120);
      }),
    );
  });
});
