import { describe, expect, it } from 'vitest';
import { PodStartSloError, usageError } from '../../../src/core/errors.ts';
import { changed, emptyState, scenarioIn, type WatchState } from '../../../src/core/watch/state.ts';
import { scenario } from '../fake-run.ts';
import { after, fakeWatch, startFakeWatch, startsIn, stopped, type FakeWatch } from './fake-watch.ts';

const fast = { answerMs: 1000 };
const away = () => new PodStartSloError('cluster', 'creating Pod/app: nothing listens at https://host:6443');
const bare = scenario({ objectives: [], warmup: 0 });

/** The kinds of its changes and what they are about, in their order. */
function changesOf({ changes }: FakeWatch): string[] {
  return changes.map((change) => `${change.kind} ${'runId' in change ? change.runId : change.scenario}`);
}

function stateOf({ changes }: FakeWatch): WatchState {
  return changes.reduce((state, change) => changed(state, change, 3_600_000), emptyState);
}

describe('starts', () => {
  it('come one each interval, after the warm-up, and keep to the grid however long each takes', async () => {
    const done = await fakeWatch({ script: (count) => ({ answerMs: count * 333 }), until: after(20) });
    const [space] = done.spaces;
    const [warmup = 0, first = 0, ...rest] = space?.starts.map(({ atMs }) => atMs) ?? [];
    expect(rest.map((atMs) => atMs - first)).toEqual(
      Array.from({ length: 19 }, (_, index) => (index + 1) * 10_000),
    );
    expect(first).toBeGreaterThan(warmup);
    expect(done.events.filter(({ kind }) => kind === 'warmed-up')).toHaveLength(1);
    expect(startsIn(done.events).map(({ number }) => number)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    expect(startsIn(done.events).map(({ entry }) => entry.lateMs)).toEqual(new Array(20).fill(0));
  });

  it('of two scenarios take turns', async () => {
    const scenarios = [bare, { ...bare, name: 'other' }];
    const done = await fakeWatch({ scenarios, script: () => fast, until: after(6) });
    expect(startsIn(done.events).map((each) => each.scenario)).toEqual([
      'app',
      'other',
      'app',
      'other',
      'app',
      'other',
    ]);
    const [first = 0, ...rest] = done.spaces[0]?.starts.map(({ atMs }) => atMs) ?? [];
    expect(rest.map((atMs) => atMs - first)).toEqual([5000, 10_000, 15_000, 20_000, 25_000]);
  });

  it('that had to wait for the one before count from the time they were meant for', async () => {
    const done = await fakeWatch({
      scenarios: [bare],
      watch: { slo: '30s' },
      script: (count) => (count === 2 ? { answerMs: 27_500 } : fast),
      until: after(5),
    });
    const starts = startsIn(done.events);
    // The second is meant for 10 s and over at 37.5 s: that for 20 s is skipped, that for 30 s can begin 7.5 s late.
    const [, slow, late, next] = starts;
    expect(slow?.entry).toMatchObject({ lateMs: 0, values: { total: 27_500 } });
    expect(late?.entry.lateMs).toBeGreaterThanOrEqual(7500);
    expect(late?.entry.lateMs).toBeLessThan(7510);
    expect(late?.iteration.totalMs).toBe(1000);
    expect(late?.entry.values.total).toBe(1000 + (late?.entry.lateMs ?? NaN));
    expect(late?.iteration.startWaitMs).toBeGreaterThan(0);
    expect(next?.entry.lateMs).toBe(0);
    expect(done.events.filter(({ kind }) => kind === 'missed')).toEqual([
      { kind: 'missed', scenario: 'app', count: 1 },
    ]);
    expect(scenarioIn(stateOf(done), 'app')).toMatchObject({ starts: 5, missed: 1 });
    const times = starts.map(({ entry }) => entry.atUnixMs - (starts[0]?.entry.atUnixMs ?? 0));
    expect(times.map(Math.round)).toEqual([0, 10_000, 30_000, 40_000, 50_000]);
  });
});

describe('when the cluster fails', () => {
  it('the place is given up and a new one opened, and what was left is swept as soon as it is back', async () => {
    const done = await fakeWatch({
      scenarios: [bare],
      script: (count) => (count === 3 ? away() : fast),
      onOpen: (count) => {
        if (count === 2 || count === 3) throw away();
      },
      leaves: (count) => (count === 1 ? ['namespace test'] : []),
      until: after(4),
    });
    expect(done.spaces.map(({ closed }) => closed)).toEqual([1, 1]);
    expect(done.events.filter(({ kind }) => kind === 'opened')).toMatchObject([
      { runId: 'run1' },
      { runId: 'run4' },
    ]);
    expect(done.swept.toSorted()).toEqual(['run1', 'run2', 'run3']);
    expect(stateOf(done).openRuns).toEqual([]);
    // 2, 4 and 8 s: three starts were meant for that time, of which one was tried.
    expect(scenarioIn(stateOf(done), 'app')).toMatchObject({ starts: 4, missed: 1 });
    expect(done.events.find(({ kind }) => kind === 'cluster-back')).toMatchObject({ errors: 3 });
  });

  it('each kind of error is told once, whatever the names in it, until the cluster is well again', async () => {
    const done = await fakeWatch({
      scenarios: [bare],
      script: (count) => (count === 6 ? away() : fast),
      onOpen: (count) => {
        if (count === 3) throw new PodStartSloError('cluster', 'namespace pod-start-slo-0a1b2 is gone');
        if (count === 4) throw new PodStartSloError('cluster', 'namespace pod-start-slo-77fe3 is gone');
        if (count < 8) throw away();
      },
      until: (event) => event.kind === 'cluster-error' && event.retryInMs === 2000 && event.isNew && second(),
    });
    const errors = done.events.filter((event) => event.kind === 'cluster-error');
    expect(errors.map(({ isNew }) => isNew)).toEqual([true, false, true, false, false, false, false, true]);
    expect(errors.map(({ retryInMs }) => retryInMs)).toEqual([
      2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 2000,
    ]);
  });

  it('an iteration is never judged that the cluster has cut off', async () => {
    const done = await fakeWatch({
      scenarios: [bare],
      watch: { slo: 'max <= 30s' },
      script: (count) => (count % 2 === 0 ? away() : fast),
      until: after(5),
    });
    expect(done.alerts).toEqual([]);
    expect(done.watch.windowOf({ name: 'app', of: 'starts', limits: [], patienceMs: 0 })).toMatchObject({
      judged: 5,
    });
  });

  it('what cannot be swept is tried again after every start', async () => {
    const done = await fakeWatch({
      scenarios: [bare],
      state: changed(emptyState, { kind: 'opened', runId: 'killed' }, 1),
      script: () => fast,
      onSweep: () => (swept() < 3 ? { deleted: [], left: ['Pod app'] } : { deleted: ['Pod app'], left: [] }),
      until: after(4),
    });
    expect(done.swept).toEqual(['killed', 'killed', 'killed']);
    expect(done.events.filter((event) => event.kind === 'cluster-error')).toMatchObject([
      { isNew: true, error: { message: 'run killed could not delete Pod app' } },
      { isNew: false },
    ]);
    expect(changesOf(done)).toContain('gone killed');
  });

  it('wrong input ends it when it shows at once, and is an error like others later', async () => {
    const wrong = usageError([{ field: '--namespace', message: 'there is no such namespace' }]);
    const refuse = (at: number) => (count: number) => {
      if (count === at) throw wrong;
    };
    const first = startFakeWatch({ script: () => fast, onOpen: refuse(1), until: () => false });
    expect(await first.ended).toBe(wrong);
    const later = await fakeWatch({
      scenarios: [bare],
      script: (count) => (count === 2 ? away() : fast),
      onOpen: refuse(2),
      until: after(3),
    });
    expect(later.events.filter(({ kind }) => kind === 'cluster-error')).toHaveLength(2);
  });
});

it('stopping it in the middle of a start drops that one and leaves nothing', async () => {
  const running = startFakeWatch({
    scenarios: [bare],
    script: () => fast,
    until: ({ kind }) => kind === 'started',
  });
  expect(await running.ended).toBe(stopped);
  expect(running.spaces).toMatchObject([{ opened: 1, closedIterations: 1, closed: 1 }]);
  expect(changesOf(running)).toEqual(['opened run1', 'start app', 'gone run1']);
});

it('is ready when a start has ended, not while it has no place, and again afterwards', async () => {
  const seen: [string, string | null][] = [];
  const running = startFakeWatch({
    scenarios: [bare],
    script: (count) => (count === 2 ? away() : fast),
    onOpen: (count) => {
      if (count === 2) throw away();
    },
    until: (event, all) => {
      seen.push([event.kind, running.watch.notReadyBecause()]);
      return startsIn(all).length === 2;
    },
  });
  await running.ended;
  expect(seen).toEqual([
    ['opened', 'no start has ended yet'],
    ['started', null],
    ['cluster-error', null],
    ['cluster-error', 'there is no session on the cluster'],
    ['swept', 'there is no session on the cluster'],
    ['opened', null],
    ['cluster-back', null],
    ['started', null],
  ]);
});

it('is stuck when something takes much longer than it may', async () => {
  const running = startFakeWatch({ scenarios: [bare], script: () => fast, until: after(2) });
  expect(running.watch.stuckAt()).toBeNull();
  await running.ended;
  expect(running.watch.stuckAt()).toBeNull();
  await running.clock.sleep(3_600_000);
  expect(running.watch.stuckAt()).toContain('closing the session on the cluster');
});

let seconds = 0;
/** True the second time. */
function second(): boolean {
  seconds += 1;
  return seconds === 2;
}

let sweeps = 0;
function swept(): number {
  sweeps += 1;
  return sweeps;
}
