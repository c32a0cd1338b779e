import { describe, expect, it } from 'vitest';
import type { Observation, PodFacts } from '../../../../src/core/observation.ts';
import { container, kubeletEvent, pod, requested, stall } from '../observations.ts';
import { record, usual } from '../recorded.ts';

const present = { message: 'Container image "app:1" already present on machine' };

function running(afterMs: number, overrides: Partial<PodFacts> = {}): Observation {
  const containers = [container({ state: 'running', reason: null })];
  return pod(afterMs, { nodeName: 'node-1', containers, ...overrides });
}

/** The usual start, which pulls for 400 ms and has its pod seen after 8 ms, with this seen after `Started`. */
function withSeen(...seen: Observation[]): Observation[] {
  return [...usual.slice(0, 10), ...seen, ...usual.slice(10)];
}

const migrate = container({ name: 'migrate', init: true });

/** A start of a container that runs after 4 s, once its init container has started after 0.4 s. */
function withInit(facts: Partial<typeof migrate>): Observation[] {
  const app = container({ state: 'running', reason: null });
  const before = [migrate, container()];
  return [
    ...usual.slice(0, 4),
    pod(8, { containers: before }),
    pod(20, { nodeName: 'node-1', containers: before }),
    kubeletEvent(300, 'Pulled', 290, { ...present, container: 'migrate' }),
    kubeletEvent(400, 'Started', 400, { container: 'migrate' }),
    kubeletEvent(3900, 'Pulled', 3890, present),
    kubeletEvent(3950, 'Started', 3940),
    pod(4008, { nodeName: 'node-1', containers: [{ ...migrate, ...facts }, app] }),
    ...usual.slice(12).map((seen): Observation => ({ ...seen, atMs: seen.atMs + 4000 })),
  ];
}

describe('the SLI of a start', () => {
  it('is from the pod to all its containers running, without what the kubelet says of the pull', () => {
    expect(record(withSeen(running(810)))).toMatchObject({ sliMs: 402, sliAtMostMs: null });
  });

  it('ends when the last of several containers runs', () => {
    const sidecar = container({ name: 'proxy', state: 'waiting' });
    const app = container({ state: 'running', reason: null });
    const proxied = { ...present, container: 'proxy' };
    const both = [container(), sidecar];
    const seen = usual.map((each) =>
      each.kind === 'pod' ? { ...each, pod: { ...each.pod, containers: both } } : each,
    );
    const observations = [
      ...seen.slice(0, 10),
      running(810, { containers: [app, sidecar] }),
      kubeletEvent(820, 'Pulled', 815, proxied),
      running(1008, { containers: [app, { ...sidecar, state: 'running' }] }),
      ...seen.slice(10),
    ];
    expect(record(observations).sliMs).toBe(600);
  });

  it('is unknown while the containers were not seen running', () => {
    expect(record(usual.slice(0, 10))).toMatchObject({ sliMs: null, sliAtMostMs: null });
  });

  it('is known of a start whose application never answered', () => {
    const silent = withSeen(running(810)).filter(({ kind }) => kind !== 'probe');
    expect(record(silent)).toMatchObject({ outcome: 'timed-out', sliMs: 402 });
  });

  it('is only bounded where an image was pulled again, since the wait between is part of neither', () => {
    const retried = kubeletEvent(680, 'Pulling', 290, { count: 2 });
    expect(record(withSeen(retried, running(810)))).toMatchObject({ sliMs: null, sliAtMostMs: 402 });
  });

  it('is only bounded where the end of the pull was not seen', () => {
    const unseen = withSeen(running(810)).filter(
      (seen) => seen.kind !== 'event' || seen.event.reason !== 'Pulled',
    );
    expect(record(unseen)).toMatchObject({ sliMs: null, sliAtMostMs: 802 });
  });

  it('is only bounded where a stall may have delayed the receipt of an end', () => {
    const blurred = withSeen(stall(820, 300), running(830));
    expect(record(blurred)).toMatchObject({ sliMs: null, sliAtMostMs: 422 });
  });

  it('counts from the request where it was not seen when the pod was added', () => {
    const late = withSeen(running(810)).map((seen) =>
      seen.kind === 'pod' && seen.atMs === requested.atMs + 8
        ? { ...seen, seen: { by: 'list' as const, sinceMs: requested.atMs - 200 } }
        : seen,
    );
    expect(record(late)).toMatchObject({ sliMs: null, sliAtMostMs: 410 });
  });

  it('of several pods is that of the slowest, and unknown while one is missing', () => {
    const second: Partial<PodFacts> = { uid: 'pod-2', name: 'app-2' };
    const other = [pod(9, second), kubeletEvent(300, 'Pulled', 290, { ...present, aboutUid: 'pod-2' })];
    const observations = withSeen(...other, running(810), running(1009, second));
    expect(record(observations, { expectedPods: 2 }).sliMs).toBe(1000);
    expect(record(observations, { expectedPods: 3 }).sliMs).toBeNull();
  });
});

describe('the SLI of a start with init containers', () => {
  const ended = { state: 'terminated', exitCode: 0, finishedUnixMs: 1_700_000_003_000 } as const;

  it('is bounded by the whole seconds in which one certainly ran', () => {
    expect(record(withInit(ended))).toMatchObject({ sliMs: null, sliAtMostMs: 1400 });
  });

  it('takes nothing off for one that was restarted', () => {
    expect(record(withInit({ ...ended, restartCount: 1 }))).toMatchObject({ sliMs: null, sliAtMostMs: 4000 });
  });

  it('is exact where they are sidecars, which run on', () => {
    expect(record(withInit({ state: 'running' }))).toMatchObject({ sliMs: 4000, sliAtMostMs: null });
  });
});
