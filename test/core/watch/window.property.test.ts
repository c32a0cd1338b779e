import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextEpisode, type Episode } from '../../../src/core/watch/episodes.ts';
import { judgeWindow } from '../../../src/core/watch/judge.ts';
import { changed, emptyState, scenarioIn, type WatchState } from '../../../src/core/watch/state.ts';
import { mostEntries, within, withEntry, type WindowEntry } from '../../../src/core/watch/window.ts';
import { objective } from '../judging-fixtures.ts';

const windowMs = 1000;
const limitMs = 30_000;

interface Step {
  afterMs: number;
  what: 'fast' | 'slow' | 'timed-out' | 'failed' | 'invalid' | 'missed';
}
const slowness = { fast: 1000, slow: 31_000 };

const steps = fc.array(
  fc.record({
    afterMs: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 60 }) },
      fc.integer({ min: 1, max: 2500 }),
    ),
    what: fc.oneof(
      { weight: 6, arbitrary: fc.constant('fast' as const) },
      { weight: 3, arbitrary: fc.constant('slow' as const) },
      fc.constantFrom('timed-out' as const, 'failed' as const, 'invalid' as const, 'missed' as const),
    ),
  }),
  { maxLength: 120 },
);

const statistics = fc.constantFrom('p50', 'p90', 'p95', 'p99', 'max');

function entryOf({ what }: Step, atUnixMs: number): WindowEntry {
  switch (what) {
    case 'fast':
    case 'slow':
      return { atUnixMs, outcome: 'answered', lateMs: 0, values: { total: slowness[what] } };
    case 'timed-out':
    case 'failed':
      return { atUnixMs, outcome: what, lateMs: 0, values: { total: 'never' } };
    case 'invalid':
      return { atUnixMs, outcome: what, lateMs: 0, values: {} };
    case 'missed':
      return { atUnixMs, outcome: what, count: 2 };
  }
}

/** By the definitions alone: sort, count, and add up the binomial distribution term by term. */
function naiveVerdict(seen: readonly (Step & { atMs: number })[], nowMs: number, q: number) {
  const recent = seen.filter(({ atMs }) => nowMs - atMs < windowMs);
  const values = recent
    .filter(({ what }) => what !== 'invalid' && what !== 'missed')
    .map(({ what }) => (what === 'fast' || what === 'slow' ? slowness[what] : Infinity));
  const n = values.length;
  if (n === 0) return { verdict: 'inconclusive', observedMs: null, n, over: 0 };
  const sorted = values.toSorted((a, b) => a - b);
  const observedMs = sorted.find((_, index) => (index + 1) / n >= q - 1e-9) ?? null;
  const over = values.filter((ms) => ms > limitMs).length;
  const isBeyond = (observedMs ?? 0) > limitMs;
  const isStrong = q === 1 ? over > 0 : atLeast(over, n, 1 - q) <= 0.01 * (1 + 1e-9);
  const invalid = recent.filter(({ what }) => what === 'invalid').length;
  const isDoubted = invalid > Math.ceil(n / 10);
  const otherwise = isBeyond || isDoubted ? 'inconclusive' : 'met';
  return { verdict: isBeyond && isStrong ? 'violated' : otherwise, observedMs, n, over };
}

function atLeast(k: number, n: number, p: number): number {
  let sum = 0;
  for (let count = k; count <= n; count += 1) sum += choose(n, count) * p ** count * (1 - p) ** (n - count);
  return sum;
}

function choose(n: number, k: number): number {
  let product = 1;
  for (let factor = 1; factor <= k; factor += 1) product *= (n - k + factor) / factor;
  return product;
}

describe('the rolling window, beside one that keeps everything and looks through it', () => {
  it('has the same quantile and the same verdict after every start, and a while after the last', () => {
    fc.assert(
      fc.property(steps, statistics, fc.integer({ min: 0, max: 2000 }), (given, statistic, restMs) => {
        const limit = { name: 'slo', objective: objective(`${statistic} <= 30s`) };
        const q = statistic === 'max' ? 1 : Number(statistic.slice(1)) / 100;
        let window: readonly WindowEntry[] = [];
        const seen: (Step & { atMs: number })[] = [];
        let nowMs = 0;
        for (const step of given) {
          nowMs += step.afterMs;
          seen.push({ ...step, atMs: nowMs });
          window = withEntry(window, entryOf(step, nowMs), windowMs);
          expect(judgeWindow(window, limit)).toMatchObject(naiveVerdict(seen, nowMs, q));
        }
        const later = within(window, nowMs + restMs, windowMs);
        expect(judgeWindow(later, limit)).toMatchObject(naiveVerdict(seen, nowMs + restMs, q));
      }),
    );
  });

  it('tells each episode once when it begins, with strong evidence, and once when the quantile is within again', () => {
    fc.assert(
      fc.property(steps, statistics, (given, statistic) => {
        const limit = { name: 'slo', objective: objective(`${statistic} <= 30s`) };
        const q = statistic === 'max' ? 1 : Number(statistic.slice(1)) / 100;
        let window: readonly WindowEntry[] = [];
        let episode: Episode | null = null;
        const seen: (Step & { atMs: number })[] = [];
        const told: string[] = [];
        let isFiring = false;
        const expected: string[] = [];
        let nowMs = 0;
        for (const step of given) {
          nowMs += step.afterMs;
          seen.push({ ...step, atMs: nowMs });
          window = withEntry(window, entryOf(step, nowMs), windowMs);
          const next: Episode | null = nextEpisode(episode, judgeWindow(window, limit).verdict, nowMs);
          if (next !== episode && next !== null)
            told.push(
              next.endsAtUnixMs === null ? `firing ${next.startsAtUnixMs}` : `resolved ${next.endsAtUnixMs}`,
            );
          episode = next;
          const { verdict } = naiveVerdict(seen, nowMs, q);
          if (verdict === 'violated' && !isFiring) expected.push(`firing ${nowMs}`);
          if (verdict === 'met' && isFiring) expected.push(`resolved ${nowMs}`);
          if (verdict !== 'inconclusive') isFiring = verdict === 'violated';
        }
        expect(told).toEqual(expected);
      }),
    );
  });
});

it('a window that has run empty is unknown and recovers nothing', () => {
  const limit = { name: 'slo', objective: objective('max <= 30s') };
  const window = withEntry([], entryOf({ what: 'slow', afterMs: 0 }, 0), windowMs);
  const firing = nextEpisode(null, judgeWindow(window, limit).verdict, 0);
  expect(firing).toEqual({ startsAtUnixMs: 0, endsAtUnixMs: null, told: false });
  const empty = judgeWindow(within(window, 5000, windowMs), limit);
  expect(empty).toMatchObject({ verdict: 'inconclusive', observedMs: null, n: 0 });
  expect(nextEpisode(firing, empty.verdict, 5000)).toBe(firing);
});

it('values of which too many are unknown have no quantile', () => {
  const limit = { name: 'slo', objective: objective('ready p95 <= 30s') };
  const entry = (value: number | 'unknown', atUnixMs: number): WindowEntry => ({
    ...{ atUnixMs, outcome: 'answered', lateMs: 0 },
    values: { ready: value },
  });
  const window = [entry(1000, 1), entry(1000, 2), entry('unknown', 3)];
  expect(judgeWindow(window, limit)).toMatchObject({ verdict: 'inconclusive', observedMs: null, n: 2 });
  expect(judgeWindow(window.slice(0, 2), limit)).toMatchObject({ verdict: 'met', observedMs: 1000 });
});

it('is bounded in number, and starts are counted beyond that', () => {
  let state: WatchState = emptyState;
  for (let index = 1; index <= mostEntries + 500; index += 1) {
    const entry = { atUnixMs: index, outcome: 'answered' as const, lateMs: 0, values: { total: index } };
    state = changed(state, { kind: 'start', scenario: 'app', endedUnixMs: index, entry }, 1e9);
  }
  const { window, starts, lastSuccessUnixMs } = scenarioIn(state, 'app');
  expect(window).toHaveLength(mostEntries);
  expect(window[0]?.atUnixMs).toBe(501);
  expect({ starts, lastSuccessUnixMs }).toEqual({
    starts: mostEntries + 500,
    lastSuccessUnixMs: mostEntries + 500,
  });
});
