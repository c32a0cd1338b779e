import { describe, expect, it } from 'vitest';
import { isoMicroseconds } from '../../../../src/core/experiments/record/context.ts';
import type { Observation } from '../../../../src/core/observation.ts';
import {
  accepted,
  allCreated,
  condition,
  container,
  kubeletEvent,
  pod,
  probe,
  ready,
  requested,
  startMs,
} from '../observations.ts';
import { record, usual } from '../recorded.ts';

describe('the record of an iteration', () => {
  it('tells where the time went, each phase by one clock', () => {
    expect(record(usual).phases).toEqual({
      schedulingMs: 20,
      sandboxMs: 280,
      imagePullMs: 400,
      initContainersMs: 0,
      containerStartMs: 100,
      applicationMs: 200,
      readinessMs: 400,
      routingMs: 290,
    });
  });

  it('tells total, ready and when it began', () => {
    const result = record(usual);
    expect(result).toMatchObject({
      outcome: 'answered',
      totalMs: 1500,
      readyMs: 1200,
      startOffsetMs: 417,
      nodeName: 'node-1',
    });
    expect(result.startedAt).toBe('2023-11-14T22:13:20.123456Z');
  });

  it('states the probe’s resolution: from the start of the last failure to that of the answer', () => {
    expect(record(usual).probe).toEqual({ attempts: 2, lastError: 'ECONNREFUSED', resolutionMs: 20 });
  });

  it('tells what the image cost', () => {
    const pull = { container: 'app', image: 'app:1', ms: 400, waitingMs: 150, bytes: 1234 };
    expect(record(usual).imagePulls).toEqual([{ ...pull, kind: 're-resolved' }]);
    expect(record(usual, { wasCached: () => false }).imagePulls).toEqual([{ ...pull, kind: 'pulled' }]);
    expect(record(usual, { wasCached: () => null }).imagePulls).toEqual([{ ...pull, kind: null }]);
  });

  it('knows that an image which was there took no time', () => {
    const message = 'Container image "app:1" already present on machine';
    const present = usual
      .filter((seen) => seen.kind !== 'event' || seen.event.reason !== 'Pulling')
      .map((seen) =>
        seen.kind === 'event' && seen.event.reason === 'Pulled'
          ? { ...seen, event: { ...seen.event, message } }
          : seen,
      );
    const result = record(present);
    expect(result.imagePulls).toMatchObject([{ kind: 'present', ms: 0 }]);
    expect(result.phases.sandboxMs).toBe(680);
  });

  it.each(['', ' and can be accessed by the pod'])('knows so as well where the kubelet says: %s', (more) => {
    const message = `Container image "app:1" already present on machine${more}`;
    const result = record([...usual.slice(0, 6), kubeletEvent(300, 'Pulled', 290, { message })]);
    expect(result.imagePulls).toMatchObject([{ container: 'app', kind: 'present', ms: 0 }]);
  });

  it('counts the images of volumes, which are pulled before those of the containers', () => {
    const imageVolumes = [
      { name: 'model', image: 'model:1' },
      { name: 'again', image: 'model:1' },
      { name: 'assets', image: 'assets:1' },
    ];
    const ofPod = { container: null };
    const pulled =
      'Successfully pulled image "model:1" in 90ms (100ms including waiting). Image size: 5 bytes.';
    const present = 'Container image "assets:1" already present on machine and can be accessed by the pod';
    const result = record([
      ...[requested, accepted, allCreated, pod(8, { imageVolumes })],
      pod(20, { nodeName: 'node-1', imageVolumes }),
      kubeletEvent(120, 'Pulling', 110, { ...ofPod, message: 'Pulling image "model:1"' }),
      kubeletEvent(220, 'Pulled', 210, { ...ofPod, message: pulled }),
      kubeletEvent(225, 'Pulled', 215, {
        ...ofPod,
        message: 'Container image "model:1" already present on machine',
      }),
      kubeletEvent(230, 'Pulled', 220, { ...ofPod, message: present }),
      ...usual.slice(6),
    ]);
    expect(result.phases).toMatchObject({ sandboxMs: 100, imagePullMs: 500, containerStartMs: 100 });
    expect(result.imagePulls).toMatchObject([
      { container: 'model', isVolume: true, image: 'model:1', ms: 100, waitingMs: 10, bytes: 5 },
      { container: 'assets', isVolume: true, kind: 'present', ms: 0 },
      { container: 'app', image: 'app:1', ms: 400 },
    ]);
    expect(result.imagePulls[2]).not.toHaveProperty('isVolume');
    const pulls = result.instants.filter(({ name, clock }) => name === 'pulled' && clock === 'runner');
    expect(pulls.map(({ container }) => container)).toEqual([undefined, undefined, 'app']);
  });

  it('leaves the pulls unknown while the image of a volume is not there', () => {
    const imageVolumes = [{ name: 'model', image: 'model:1' }];
    const result = record(
      usual.map((seen) => (seen.kind === 'pod' ? { ...seen, pod: { ...seen.pod, imageVolumes } } : seen)),
    );
    expect(result.phases).toMatchObject({ sandboxMs: null, imagePullMs: null, containerStartMs: 100 });
  });

  it('gives an upper bound where the pod answered the first time it was asked', () => {
    const neverRefused = usual.filter(
      (seen) => !(seen.kind === 'probe' && seen.target === 'pod' && !seen.matched),
    );
    const result = record(neverRefused);
    expect(result.phases.applicationMs).toBeNull();
    expect(result.applicationAtMostMs).toBe(200);
  });

  it('leaves unknown what was not seen, and never writes 0 for it', () => {
    const noEvents = usual.filter((seen) => seen.kind !== 'event');
    const { phases, totalMs } = record(noEvents);
    expect(totalMs).toBe(1500);
    expect(phases).toMatchObject({
      sandboxMs: null,
      imagePullMs: null,
      containerStartMs: null,
      applicationMs: null,
      readinessMs: null,
    });
  });

  it('knows no routing where the path goes past the Service', () => {
    expect(record(usual, { throughService: false }).phases.routingMs).toBeNull();
  });

  it('does not subtract stamps of whole seconds', () => {
    const coarse = usual.map((seen) =>
      seen.kind === 'event' ? { ...seen, event: { ...seen.event, resolutionMs: 1000 } } : seen,
    );
    expect(record(coarse).phases.containerStartMs).toBeNull();
  });
});

describe('two stamps in the wrong order', () => {
  it.each([
    ['are of one moment where they are close', 25, 0],
    ['contradict each other where they are not, and the phase is unknown', 26, null],
  ])('%s (%i ms)', (_, backMs, containerStartMs) => {
    const backwards = usual.map((seen) =>
      seen.kind === 'event' && seen.event.reason === 'Started' && seen.event.unixMs !== null
        ? { ...seen, event: { ...seen.event, unixMs: seen.event.unixMs - 100 - backMs } }
        : seen,
    );
    expect(record(backwards).phases.containerStartMs).toBe(containerStartMs);
  });
});

describe('a watch gap', () => {
  const seenInList = { by: 'list', sinceMs: startMs + 900 } as const;
  const gap: Observation = {
    kind: 'watch-gap',
    atMs: startMs + 1300,
    resource: 'pods',
    sinceMs: startMs + 900,
    reason: 'cut',
    isOver: true,
  };
  const withGap = usual.map((seen) =>
    seen.kind === 'pod' && seen.pod.conditions['Ready']?.status === true
      ? { ...seen, atMs: startMs + 1300, seen: seenInList }
      : seen,
  );

  it('makes ready and its phase unknown, and the total stays', () => {
    const result = record([...withGap, gap]);
    expect(result).toMatchObject({ outcome: 'answered', totalMs: 1500, readyMs: null, watchGaps: 1 });
    expect(result.phases.readinessMs).toBeNull();
    expect(result.phases.schedulingMs).toBe(20);
  });
});

describe('an iteration that searched for the path', () => {
  const search: Observation = { kind: 'path-search', atMs: startMs + 10, lastErrors: null };

  it('has no total to judge', () => {
    expect(record([...usual, search])).toMatchObject({
      outcome: 'invalid',
      reason: 'PathSearch',
      totalMs: null,
    });
  });

  it('is told as it is in a warm-up, which nobody judges', () => {
    expect(record([...usual, search], { warmup: true })).toMatchObject({
      outcome: 'answered',
      totalMs: 1500,
    });
  });

  it('still times out where no path answered', () => {
    const silent = [
      requested,
      accepted,
      search,
      pod(20, { containers: [container({ reason: 'ImagePullBackOff' })] }),
    ];
    expect(record(silent)).toMatchObject({ outcome: 'timed-out', reason: 'ImagePullBackOff' });
  });
});

describe('several pods', () => {
  it('are told by the one that was Ready last', () => {
    const second = { uid: 'pod-2', name: 'app-2', nodeName: 'node-2' };
    const observations = [
      requested,
      pod(8),
      pod(9, second),
      ready(500),
      ready(900, { ...second, conditions: { Ready: condition(true) } }),
      probe(700, true),
    ];
    expect(record(observations, { expectedPods: 2 })).toMatchObject({
      totalMs: 900,
      readyMs: 900,
      nodeName: 'node-2',
    });
  });
});

describe('wall clock stamps', () => {
  it.each([
    [0, '1970-01-01T00:00:00.000000Z'],
    [1_700_000_000_123_456, '2023-11-14T22:13:20.123456Z'],
    [1_700_000_000_999_999, '2023-11-14T22:13:20.999999Z'],
  ])('have microseconds: %d', (unixUs, text) => {
    expect(isoMicroseconds(unixUs)).toBe(text);
  });
});
