import { expect, it } from 'vitest';
import { judgeRuns } from '../../../src/kube/sweep/dead-runs.ts';
import type { LeaseObject } from '../../../src/kube/sweep/run-leases.ts';

/** The wall clock of a run may say anything. */
const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
const inAnHour = new Date(Date.now() + 3_600_000).toISOString();

function lease(
  runId: string,
  more: { renewTime?: string; version?: number; seconds?: number } = {},
): LeaseObject {
  const { renewTime = hourAgo, version = 1, seconds = 40 } = more;
  return {
    metadata: {
      ...{ name: `pod-start-slo-${runId}`, namespace: 'ci', uid: runId, resourceVersion: `${version}` },
      labels: { 'pod-start-slo/run-id': runId },
    },
    spec: { holderIdentity: runId, renewTime, leaseDurationSeconds: seconds },
  };
}

interface Judged {
  dead: string[];
  judgements: [runId: string, judgement: string][];
  /** How long it took on the clock of the one who judges. */
  tookMs: number;
  waits: [runs: number, mostSeconds: number][];
}

/** Judges runs whose leases are at each moment what `at` says; a sleep may take longer than it was to. */
async function judged(
  runIds: readonly string[],
  at: (ms: number) => LeaseObject[],
  sleepMs: (askedMs: number, nowMs: number) => number = (askedMs) => askedMs,
): Promise<Judged> {
  let nowMs = 0;
  const waits: Judged['waits'] = [];
  const clock = {
    nowMs: () => nowMs,
    sleep: (askedMs: number) => {
      nowMs += sleepMs(askedMs, nowMs);
      return Promise.resolve();
    },
  };
  const judgements = await judgeRuns(new Set(runIds), at(0), {
    ...{ clock, signal: new AbortController().signal },
    look: () => Promise.resolve(at(nowMs)),
    onWait: (...told) => waits.push(told),
  });
  const dead = [...judgements].flatMap(([runId, judgement]) => (judgement === 'dead' ? [runId] : []));
  return { dead, judgements: [...judgements], tookMs: nowMs, waits };
}

/** Renewed every 10 s. */
function renewed(runId: string, ms: number, renewTime: string): LeaseObject {
  return lease(runId, { renewTime, version: 1 + Math.floor(ms / 10_000) });
}

it.each([
  ['an hour behind', hourAgo],
  ['an hour ahead', inAnHour],
])('a run that renews its lease is alive, also with a wall clock %s', async (_, renewTime) => {
  const { dead, tookMs } = await judged(['a'], (ms) => [renewed('a', ms, renewTime)]);
  expect(dead).toEqual([]);
  expect(tookMs).toBeLessThanOrEqual(12_000);
});

it.each([
  ['an hour behind', hourAgo],
  ['an hour ahead', inAnHour],
])(
  'a run that renews its lease no more is dead after the duration, also with a wall clock %s',
  async (_, renewTime) => {
    const { dead, tookMs, waits } = await judged(['a'], () => [lease('a', { renewTime })]);
    expect(dead).toEqual(['a']);
    expect(tookMs).toBeGreaterThanOrEqual(40_000);
    expect(tookMs).toBeLessThan(45_000);
    expect(waits).toEqual([[1, 40]]);
  },
);

it('a machine that was suspended while it watched has seen nothing meanwhile', async () => {
  // Both were: the run renews its lease 9 s after they wake.
  const wakesMs = 3_602_000;
  const { dead } = await judged(
    ['a'],
    (ms) => [lease('a', { version: ms < wakesMs + 9000 ? 1 : 2 })],
    (askedMs, nowMs) => (nowMs === 2000 ? wakesMs - nowMs : askedMs),
  );
  expect(dead).toEqual([]);
});

it('a run is alive while any of its leases is renewed, whatever other leases carry its id', async () => {
  const crafted: LeaseObject = {
    ...lease('a'),
    metadata: { ...lease('a').metadata, namespace: 'elsewhere' },
  };
  const { dead } = await judged(['a'], (ms) => [crafted, renewed('a', ms, hourAgo)]);
  expect(dead).toEqual([]);
});

it('a lease that names no time at all is watched as long as any other', async () => {
  const { dead, tookMs } = await judged(['a'], () => [lease('a', { seconds: 0 })]);
  expect(dead).toEqual(['a']);
  expect(tookMs).toBeGreaterThanOrEqual(40_000);
});

it('a lease that names a longer time is watched for that, but not for ever', async () => {
  expect((await judged(['a'], () => [lease('a', { seconds: 60 })])).tookMs).toBeGreaterThanOrEqual(60_000);
  const { waits, tookMs } = await judged(['a'], () => [lease('a', { seconds: 1e9 })]);
  expect(waits).toEqual([[1, 300]]);
  expect(tookMs).toBeLessThan(310_000);
});

it('nobody waits where there is nothing to judge', async () => {
  expect(await judged([], () => [lease('a')])).toEqual({
    ...{ dead: [], judgements: [], tookMs: 0, waits: [] },
  });
});

it('a run that ends in order meanwhile is not dead, and not alive', async () => {
  const { judgements } = await judged(['a'], (ms) => (ms < 5000 ? [lease('a')] : []));
  expect(judgements).toEqual([['a', 'ended']]);
});
